/** Tables for magics and pages of one's own: a module apart, since most pages need none of it. */
export {tableFromIPC, tableToIPC} from './data/arrow.js';
export {tableFromColumns} from './data/builder.js';
export {Column} from './data/column.js';
export {concatTables} from './data/concat.js';
export {DataError} from './data/errors.js';
export {tableFromRows} from './data/infer.js';
export {type DataType, type Extension, field, type Field, type TimeUnit} from './data/schema.js';
export {type ArrayData, type Batch, Table} from './data/table.js';
