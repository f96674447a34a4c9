import {loadPyodide} from '/pyodide/pyodide.mjs';

let printed = [];
const print = (line) => printed.push(line);
const started = loadPyodide({stdout: print, stderr: print});

onmessage = async ({data: code}) => {
  const pyodide = await started;
  await pyodide.loadPackagesFromImports(code, {messageCallback() {}});
  const value = await pyodide.runPythonAsync(code);
  if (value !== undefined) print(String(value));
  postMessage(printed.join('\n'));
  printed = [];
};
