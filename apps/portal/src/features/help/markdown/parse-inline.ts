import type { Inline } from './markdown-tree.ts';

/** Code first: nothing inside it has a meaning. An underscore inside a word is a letter. */
const MARK =
  /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|(?<![\p{L}\p{N}_])_(?<emphasis>\S(?:.*?\S)?)_(?![\p{L}\p{N}_])|(?<!!)\[(?<label>[^\]]+)\]\((?<href>[^()\s]+)\)/gu;

function markOf(groups: Readonly<Record<string, string | undefined>>): Inline {
  const { code, strong, emphasis, label = '', href = '' } = groups;
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', children: parseInline(strong) };
  if (emphasis !== undefined) return { kind: 'emphasis', children: parseInline(emphasis) };
  return { kind: 'link', href, children: parseInline(label) };
}

/** One run of text with its marks. Whatever is no mark stays as it is. */
export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push(markOf(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
