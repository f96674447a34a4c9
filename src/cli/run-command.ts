import {spawn} from 'node:child_process';
import {SourceError} from './errors.js';

/** Runs a program to its end, and throws with the last lines of its complaint when it fails. */
export function runCommand(
  command: string,
  args: readonly string[],
  cwd?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell can start.
    const shell = process.platform === 'win32';
    const child = spawn(command, args, {cwd, shell, stdio: ['ignore', 'pipe', 'pipe']});
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.on('error', (error) => {
      reject(new SourceError(`${command} cannot be started`, {cause: error}));
    });
    child.on('close', (code) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const last = (complaint.trim() || output.trim()).split('\n').slice(-3).join(' ');
      reject(new SourceError(`${command} ${args[0] ?? ''} ended with ${code}: ${last}`));
    });
  });
}

/** Runs `pip`, by whichever name this machine has it. */
export async function pip(args: readonly string[]): Promise<void> {
  const complaints: string[] = [];
  for (const [command, ...first] of [
    ['python3', '-m', 'pip'],
    ['python', '-m', 'pip'],
    ['pip'],
  ] as const) {
    try {
      await runCommand(command, [...first, '--disable-pip-version-check', ...args]);
      return;
    } catch (error) {
      const words = (error as Error).message;
      const missing = /cannot be started|No module named pip/.test(words);
      if (!missing) throw error;
      complaints.push(words);
    }
  }
  throw new SourceError(`this needs Python's pip, which was not found: ${complaints.join('; ')}`);
}
