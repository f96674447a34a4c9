import {parseArgs} from 'node:util';
import {build} from './build.mjs';
import {startServer} from './serve.mjs';
import {ensurePyodide} from './setup.mjs';

const {values} = parseArgs({options: {port: {type: 'string', default: '8000'}}});

try {
  await build();
  await ensurePyodide();
  const {url} = await startServer({port: Number(values.port)}).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`Port ${values.port} is taken, so another one is used.`);
    return startServer({port: 0});
  });
  console.log(`\nThe demo gallery is at ${url}/  (Ctrl+C stops it)`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
