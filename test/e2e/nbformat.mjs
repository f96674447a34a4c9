import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {pythonEnvironment} from '../../scripts/python-environment.mjs';

const validate = `
import json, sys, nbformat
with open(sys.argv[1], encoding="utf8") as file:
    nbformat.validate(json.load(file), relax_add_props=False)
`;

/**
 * Rejects when Jupyter's own nbformat finds the notebook file invalid, and says why.
 *
 * @param {string} path
 */
export async function validateNotebook(path) {
  await promisify(execFile)(await pythonEnvironment(), ['-c', validate, path]);
}
