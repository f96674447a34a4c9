/** The public classes and types. Importing them has no effect; `define.js` defines the tags. */
export * from './core.js';
export {tableFromIPC, tableToIPC} from './data/arrow.js';
export {tableFromColumns} from './data/builder.js';
export {Column} from './data/column.js';
export {concatTables} from './data/concat.js';
export {DataError} from './data/errors.js';
export {
  type ByteSource,
  type CsvOptions,
  tableFromCsv,
  tableFromJson,
  tableFromParquet,
  tableToParquet,
} from './data/files.js';
export {tableFromRows} from './data/infer.js';
export {type DataType, type Extension, field, type Field, type TimeUnit} from './data/schema.js';
export {type ArrayData, type Batch, Table} from './data/table.js';
export {ConnectorElement} from './elements/connector.js';
export {DataframeElement} from './elements/dataframe.js';
export {GooglesheetElement} from './elements/googlesheet.js';
export {GraphqlElement} from './elements/graphql.js';
export {SqlElement} from './elements/sql.js';
export {TableElement} from './elements/table.js';
export {KernelError, PythonError} from './kernel/errors.js';
export type {Credentials, CredentialsCallback, CredentialsRequest} from './magics/credentials.js';
export {request, readBytes, readJson, readText} from './magics/http.js';
export type {HttpCall, HttpJobMapping} from './magics/dataframe/http-mapping.js';
export type {JobLogLine, JobProgress, JobRecord, JobState} from './protocol/job.js';
