/**
 * Defines the tags of the connectors. The script tag's module fetches this one when the page has a
 * connector; a page may import it itself, to have the tags defined from the start.
 */
import {DataframeElement} from './elements/dataframe.js';
import {define} from './elements/define-tags.js';
import {GooglesheetElement} from './elements/googlesheet.js';
import {GraphqlElement} from './elements/graphql.js';
import {SqlElement} from './elements/sql.js';
import {TableElement} from './elements/table.js';

define({
  'serverless-sql': SqlElement,
  'serverless-table': TableElement,
  'serverless-googlesheet': GooglesheetElement,
  'serverless-graphql': GraphqlElement,
  'serverless-dataframe': DataframeElement,
});
