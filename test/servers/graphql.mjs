/** A GraphQL service by GraphQL Yoga: a shop with connections, objects in objects, and failures. */
import {createServer} from 'node:http';
import {createGraphQLError, createSchema, createYoga} from 'graphql-yoga';
import {GraphQLScalarType} from 'graphql';
import {listen} from './http.mjs';

export const TOKEN = 'graphql-token-5f1c';

const typeDefs = /* GraphQL */ `
  scalar BigInt
  scalar JSON

  enum Status {
    OPEN
    SHIPPED
    RETURNED
  }

  "A page of something."
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }

  type Address {
    city: String!
    zip: String
    position: Position
  }

  type Position {
    lat: Float!
    lon: Float!
  }

  interface Node {
    id: ID!
  }

  type Customer implements Node {
    id: ID!
    name: String!
    email: String
    address: Address
    tags: [String!]!
    score: Float!
    orders(first: Int = 10, after: String, status: Status): OrderConnection!
  }

  type Order implements Node {
    id: ID!
    status: Status!
    total: Float!
    bytes: BigInt!
    details: JSON
    lines: [Line!]!
  }

  type Line {
    product: String!
    quantity: Int!
  }

  type OrderConnection {
    nodes: [Order]
    edges: [OrderEdge]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type OrderEdge {
    node: Order
    cursor: String!
  }

  type CustomerConnection {
    edges: [CustomerEdge]
    nodes: [Customer]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type CustomerEdge {
    node: Customer
    cursor: String!
    since: Int!
  }

  input CustomerFilter {
    city: String
    minScore: Float
    tags: [String!]
  }

  type Query {
    "All customers, page by page."
    customers(
      first: Int = 10
      after: String
      filter: CustomerFilter
      ids: [ID!]
    ): CustomerConnection!
    customer(id: ID!): Customer
    allCustomers: [Customer!]!
    node(id: ID!): Node
    version: String!
    echo(text: String, number: Int, flag: Boolean, json: JSON, big: BigInt): JSON
    secret: String
    "Says that it has another page, but gives no cursor."
    endless(first: Int, after: String): CustomerConnection!
    fails: String
  }

  type Mutation {
    rename(id: ID!, name: String!): Customer
  }
`;

const cities = ['Köln', 'Łódź', '東京', 'Reykjavík'];
const statuses = ['OPEN', 'SHIPPED', 'RETURNED'];

/** @param {number} count */
const makeCustomers = (count) =>
  Array.from({length: count}, (_, i) => ({
    id: `C${i + 1}`,
    name: `Customer ${i + 1}${i === 1 ? ' 🎉' : ''}`,
    score: i / 2,
    tags: i % 2 ? ['new', 'big'] : [],
    address:
      i % 3 === 2
        ? null
        : {
            city: cities[i % 4],
            zip: i % 2 ? null : `0${1000 + i}`,
            position: {lat: 50 + i, lon: -i},
          },
    orders: Array.from({length: i % 5}, (_, k) => ({
      id: `O${i + 1}-${k + 1}`,
      status: statuses[k % 3],
      total: 10 * (k + 1),
      bytes: 9007199254740993n + BigInt(k),
      details: k % 2 ? {gift: true, notes: ['a', null]} : null,
      lines: [{product: `P${k}`, quantity: k + 1}],
    })),
  }));

/** @param {any[]} all @param {{first?: number | null, after?: string | null}} page */
function connection(all, {first, after}) {
  const start = after ? Number(atob(after)) : 0;
  if (Number.isNaN(start)) throw createGraphQLError('The cursor is not valid.');
  const items = all.slice(start, start + (first ?? 10));
  const edges = items.map((node, i) => ({
    node,
    cursor: btoa(String(start + i + 1)),
    since: 2000 + start + i,
  }));
  return {
    edges,
    nodes: items,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: start + items.length < all.length,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * @param {{port?: number, customers?: number, introspection?: boolean}} [options]
 */
export async function startGraphql({port = 0, customers: count = 25, introspection = true} = {}) {
  const customers = makeCustomers(count);
  /** @type {{query: string, variables: unknown, authorization: string}[]} */
  const requests = [];

  const schema = createSchema({
    typeDefs,
    resolvers: {
      // GraphQL's own JSON has no integers beyond 2^53: they are written by hand, below.
      BigInt: new GraphQLScalarType({
        name: 'BigInt',
        serialize: (value) => `bigint:${value}`,
        parseValue: (value) => BigInt(/** @type {number} */ (value)),
      }),
      JSON: new GraphQLScalarType({name: 'JSON'}),
      Node: {
        __resolveType: (/** @type {{id: string}} */ {id}) =>
          id.startsWith('C') ? 'Customer' : 'Order',
      },
      Customer: {
        email: (/** @type {{id: string}} */ {id}) => {
          if (id === 'C3')
            throw createGraphQLError('The mail server is down.', {extensions: {code: 'MAIL_DOWN'}});
          return `${id.toLowerCase()}@example.com`;
        },
        orders: (/** @type {any} */ customer, /** @type {any} */ {status, ...page}) =>
          connection(
            customer.orders.filter((/** @type {any} */ each) => !status || each.status === status),
            page,
          ),
      },
      Query: {
        customers: (/** @type {unknown} */ _, /** @type {any} */ {filter, ids, ...page}) =>
          connection(
            customers.filter(
              ({id, address, score, tags}) =>
                (!ids || ids.includes(id)) &&
                (!filter?.city || address?.city === filter.city) &&
                (!filter?.minScore || score >= filter.minScore) &&
                (!filter?.tags ||
                  filter.tags.every((/** @type {string} */ tag) => tags.includes(tag))),
            ),
            page,
          ),
        customer: (/** @type {unknown} */ _, /** @type {any} */ {id}) =>
          customers.find((each) => each.id === id) ?? null,
        allCustomers: () => customers,
        node: (/** @type {unknown} */ _, /** @type {any} */ {id}) =>
          customers.find((each) => each.id === id) ?? null,
        version: () => '1.0',
        echo: (/** @type {unknown} */ _, /** @type {any} */ args) =>
          Object.fromEntries(
            Object.entries(args).map(([name, value]) => [
              name,
              typeof value === 'bigint' ? `bigint:${value}` : value,
            ]),
          ),
        secret: (
          /** @type {unknown} */ _,
          /** @type {unknown} */ __,
          /** @type {any} */ {request},
        ) => {
          const authorization = request.headers.get('authorization');
          if (authorization === `Bearer ${TOKEN}`) return 'the answer';
          throw createGraphQLError(`Not allowed with ${authorization}.`, {
            extensions: {code: 'UNAUTHENTICATED', http: {status: 401}},
          });
        },
        endless: () => ({
          ...connection(customers, {first: 2}),
          pageInfo: {hasNextPage: true, endCursor: null},
        }),
        fails: () => {
          throw createGraphQLError('It always fails.');
        },
      },
      Mutation: {
        rename: (/** @type {unknown} */ _, /** @type {any} */ {id, name}) => {
          const customer = customers.find((each) => each.id === id);
          return customer ? Object.assign(customer, {name}) : null;
        },
      },
    },
  });

  const yoga = createYoga({
    schema,
    graphqlEndpoint: '/graphql',
    maskedErrors: false,
    logging: false,
    plugins: [
      {
        onParams({params, request}) {
          requests.push({
            query: params.query ?? '',
            variables: params.variables ?? {},
            authorization: request.headers.get('authorization') ?? '',
          });
          if (!introspection && params.query?.includes('__schema')) {
            throw createGraphQLError('Introspection is disabled.', {
              extensions: {http: {status: 400}},
            });
          }
        },
        async onResponse({response, setResponse}) {
          if (!response.headers.get('content-type')?.includes('json')) return;
          const text = (await response.text()).replace(/"bigint:(-?\d+)"/g, '$1');
          const headers = new Headers(response.headers);
          headers.delete('content-length');
          setResponse(new Response(text, {status: response.status, headers}));
        },
      },
    ],
  });
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/control')) {
      response.writeHead(200, {'Content-Type': 'application/json'});
      return void response.end(JSON.stringify({requests: requests.splice(0)}));
    }
    yoga(request, response);
  });
  const {url, stop} = await listen(server, port);
  return {url: `${url}/graphql`, stop, requests};
}
