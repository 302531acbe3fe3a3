import { HeadingIds } from './heading-ids.ts';
import { plainText, type Block, type Cell } from './markdown-tree.ts';
import { parseInline } from './parse-inline.ts';

const FENCE = /^```/;
const HEADING = /^(?<marks>#{1,6}) (?<text>.+)$/;
const IMAGE = /^!\[(?<alt>[^\]]*)\]\((?<src>[^()\s]+)\)$/;
const BULLET = /^- (?<text>.+)$/;
const NUMBER = /^(?<number>\d+)\. (?<text>.+)$/;
const TABLE_ROW = /^\|.*\|$/;
const QUOTE = /^> ?(?<text>.*)$/;
/** What ends a paragraph that no empty line ended. */
const STARTS = [FENCE, HEADING, IMAGE, BULLET, NUMBER, TABLE_ROW, QUOTE];

const cells = (row: string): Cell[] =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => parseInline(cell.trim().replaceAll(String.raw`\|`, '|')));

class Parser {
  private readonly ids = new HeadingIds();
  private at = 0;

  constructor(private readonly lines: readonly string[]) {}

  parse(): Block[] {
    const blocks: Block[] = [];
    for (; this.at < this.lines.length;) {
      const line = this.lines[this.at] ?? '';
      if (line.trim() === '') this.at += 1;
      else blocks.push(this.block(line));
    }
    return blocks;
  }

  private block(line: string): Block {
    if (FENCE.test(line)) return this.code();
    const heading = HEADING.exec(line)?.groups;
    if (heading) return this.heading(heading['marks'] ?? '', heading['text'] ?? '');
    const image = IMAGE.exec(line)?.groups;
    if (image) {
      this.at += 1;
      return { kind: 'image', src: image['src'] ?? '', alt: image['alt'] ?? '' };
    }
    if (BULLET.test(line)) return { kind: 'list', ordered: false, start: 1, items: this.items(BULLET) };
    const number = NUMBER.exec(line)?.groups?.['number'];
    if (number !== undefined) return { kind: 'list', ordered: true, start: Number(number), items: this.items(NUMBER) };
    if (TABLE_ROW.test(line)) return this.table();
    if (QUOTE.test(line)) return { kind: 'quote', children: parseInline(this.take(QUOTE).join(' ')) };
    return this.paragraph();
  }

  /** Following lines of one kind, what the mark stands before. */
  private take(kind: RegExp): string[] {
    const texts: string[] = [];
    for (let match = kind.exec(this.lines[this.at] ?? ''); match; match = kind.exec(this.lines[this.at] ?? '')) {
      texts.push(match.groups?.['text'] ?? match[0]);
      this.at += 1;
    }
    return texts;
  }

  private items(kind: RegExp): Cell[] {
    return this.take(kind).map(parseInline);
  }

  private heading(marks: string, text: string): Block {
    this.at += 1;
    const children = parseInline(text);
    return { kind: 'heading', level: marks.length, id: this.ids.next(plainText(children)), children };
  }

  private code(): Block {
    const from = this.at + 1;
    let to = from;
    while (to < this.lines.length && !FENCE.test(this.lines[to] ?? '')) to += 1;
    this.at = to + 1;
    return { kind: 'code', text: this.lines.slice(from, to).join('\n') };
  }

  private table(): Block {
    const [head = '', , ...rows] = this.take(TABLE_ROW);
    return { kind: 'table', head: cells(head), rows: rows.map(cells) };
  }

  private paragraph(): Block {
    const texts: string[] = [];
    do {
      texts.push((this.lines[this.at] ?? '').trim());
      this.at += 1;
    } while ((this.lines[this.at] ?? '').trim() !== '' && !STARTS.some((kind) => kind.test(this.lines[this.at] ?? '')));
    return { kind: 'paragraph', children: parseInline(texts.join(' ')) };
  }
}

/** The blocks of a guide, top to bottom. */
export const parseMarkdown = (text: string): Block[] => new Parser(text.split(/\r?\n/)).parse();
