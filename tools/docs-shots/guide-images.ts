import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const filesBelow = (root: string, folder: string, extension: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));

/** Every image that a guide links, as a path from the project's folder. */
export function linkedImages(root: string): string[] {
  const images = filesBelow(root, 'docs/guide', '.md').flatMap((file) => {
    const links = readFileSync(path.join(root, file), 'utf8').matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g);
    return Array.from(links, ([, link = '']) => path.posix.join(path.posix.dirname(file), link));
  });
  return [...new Set(images)].sort();
}

/** Images of the guides that have been written since. */
export const takenSince = (root: string, sinceMs: number): string[] =>
  filesBelow(root, 'docs/images/guide', '.png').filter((image) => statSync(path.join(root, image)).mtimeMs >= sinceMs);
