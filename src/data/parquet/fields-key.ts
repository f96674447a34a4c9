/** Where a file keeps its fields as they were, for types that Parquet does not have. */
export const FIELDS_KEY = 'serverless:fields';
