import { describe, expect, it } from 'vitest';
import { HeadingIds } from './heading-ids.ts';
import { plainText } from './markdown-tree.ts';
import { parseInline } from './parse-inline.ts';
import { parseMarkdown } from './parse-markdown.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('marks inside a line', () => {
  it('are strong, emphasis, code and links, one inside another', () => {
    expect(parseInline('Press **Pay _now_**, see [the `e` file](a.md#b).')).toEqual([
      text('Press '),
      { kind: 'strong', children: [text('Pay '), { kind: 'emphasis', children: [text('now')] }] },
      text(', see '),
      { kind: 'link', href: 'a.md#b', children: [text('the '), { kind: 'code', text: 'e' }, text(' file')] },
      text('.'),
    ]);
  });

  it('mean nothing inside code, and an underscore in a word is a letter', () => {
    expect(parseInline('`**a** _b_`')).toEqual([{ kind: 'code', text: '**a** _b_' }]);
    expect(parseInline('sb_pilot and not_executable')).toEqual([text('sb_pilot and not_executable')]);
  });

  it('leave HTML and what is not closed as plain text', () => {
    expect(parseInline('<b onclick="x">**a</b>')).toEqual([text('<b onclick="x">**a</b>')]);
  });
});

describe('blocks', () => {
  it('are headings with the anchors of GitHub, paragraphs of several lines, and images that stand alone', () => {
    expect(parseMarkdown('# Шаг 1. «Сумма»\n\nодна\nстрока\n![alt text](../a.png)\n## Шаг 1. Сумма')).toEqual([
      { kind: 'heading', level: 1, id: 'шаг-1-сумма', children: [text('Шаг 1. «Сумма»')] },
      { kind: 'paragraph', children: [text('одна строка')] },
      { kind: 'image', src: '../a.png', alt: 'alt text' },
      { kind: 'heading', level: 2, id: 'шаг-1-сумма-1', children: [text('Шаг 1. Сумма')] },
    ]);
  });

  it('are lists, and a numbered one goes on where it was interrupted', () => {
    expect(parseMarkdown('1. a\n2. b\n\n```sh\n- no list\n\n# no heading\n```\n\n3. c\n\n- d')).toEqual([
      { kind: 'list', ordered: true, start: 1, items: [[text('a')], [text('b')]] },
      { kind: 'code', text: '- no list\n\n# no heading' },
      { kind: 'list', ordered: true, start: 3, items: [[text('c')]] },
      { kind: 'list', ordered: false, start: 1, items: [[text('d')]] },
    ]);
  });

  it('are tables, their rule left out, with a pipe that is a character', () => {
    const [table] = parseMarkdown('| a | b |\n| - | --- |\n| **x** | y \\| z |');
    expect(table).toEqual({
      kind: 'table',
      head: [[text('a')], [text('b')]],
      rows: [[[{ kind: 'strong', children: [text('x')] }], [text('y | z')]]],
    });
  });

  it('are quotations, several lines together', () => {
    expect(parseMarkdown('> one\n> two\n\nthree')).toEqual([
      { kind: 'quote', children: [text('one two')] },
      { kind: 'paragraph', children: [text('three')] },
    ]);
  });

  it('end with the text, also where a fence is never closed', () => {
    expect(parseMarkdown('```\na')).toEqual([{ kind: 'code', text: 'a' }]);
    expect(parseMarkdown('')).toEqual([]);
  });
});

it('an anchor drops punctuation, keeps every alphabet, and is never given twice', () => {
  const ids = new HeadingIds();
  expect(['What to do?', 'what to do', 'Что делать'].map((name) => ids.next(name))).toEqual(['what-to-do', 'what-to-do-1', 'что-делать']);
});

it('plain text is what is read aloud', () => {
  expect(plainText(parseInline('a **b `c`** [d](e)'))).toBe('a b c d');
});
