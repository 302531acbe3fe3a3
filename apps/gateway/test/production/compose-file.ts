import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../../..');
export const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** One service of docker/compose.yaml, as far as our checks need it. The file keeps to two spaces a level. */
export interface Service {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** `${NAME:-default}` and `${NAME:?message}` as an operator without settings of his own gets them. */
const filled = (text: string): string =>
  text.replace(/\$\{(\w+)(?::-([^}]*))?(?::\?[^}]*)?\}/g, (_, name: string, preset: string | undefined) => preset ?? `${name.toLowerCase()}.example`);

export function services(): ReadonlyMap<string, Service> {
  const all = /^services:\n((?: .*\n|\n)+)/m.exec(read('docker/compose.yaml'))?.[1] ?? '';
  const blocks = [...all.matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n| {2}#.*\n)+)/gm)];
  return new Map(blocks.map(([, name = '', text = '']) => [name, serviceOf(text)]));
}

function serviceOf(text: string): Service {
  const environment = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(text)?.[1] ?? '';
  const secrets = /^ {4}secrets: \[(.*)\]$/m.exec(text)?.[1] ?? '';
  return {
    text,
    environment: Object.fromEntries([...environment.matchAll(/^ {6}(\w+): '?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, filled(value)])),
    secrets: secrets.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
  };
}

/** `NAME=value` lines of a file for systemd. */
export const envFile = (file: string): Record<string, string> =>
  Object.fromEntries([...read(file).matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
