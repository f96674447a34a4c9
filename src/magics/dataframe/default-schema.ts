import type {Schema} from '@cfworker/json-schema';

/** The arguments of an upload where a team has said no others, as JSON Schema. */
export const defaultSchema: Schema = {
  type: 'object',
  required: ['table'],
  additionalProperties: false,
  properties: {
    table: {
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}$',
      description: 'a name such as sales or growth.sales, of letters, digits and _',
    },
    mode: {enum: ['append', 'replace', 'fail'], default: 'append'},
    partition: {
      anyOf: [
        {type: 'string', minLength: 1},
        {type: 'array', minItems: 1, uniqueItems: true, items: {type: 'string', minLength: 1}},
      ],
      description: 'the name of a column, or a list of names',
    },
    description: {type: 'string'},
    options: {type: 'object', description: 'what else the job takes, by name'},
  },
};
