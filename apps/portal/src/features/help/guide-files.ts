import type { StaticImageData } from 'next/image';
import type { Locale } from '@/i18n/routing.ts';
import type { CONTENTS, GuideName } from './guide-list.ts';
import { parseMarkdown } from './markdown/parse-markdown.ts';
import { plainText, type Block, type Heading } from './markdown/markdown-tree.ts';

// Both become part of the build, so that a server without the repository has them as well. Whole modules, not
// `import: 'default'`: the build shortens the names of exports, and the glob would look for one that is gone.
const TEXTS = import.meta.glob<{ default: string }>('../../../../../docs/guide/*/*.md', { query: '?raw', eager: true });
const IMAGES = import.meta.glob<{ default: StaticImageData }>('../../../../../docs/images/guide/*/*.png', { eager: true });

/** How the guides' folder names their images, and this file the same ones. */
const FROM_GUIDE = '../../';
const FROM_HERE = '../../../../../docs/';

export interface Guide {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Heading[];
}

const isHeading = (block: Block): block is Heading => block.kind === 'heading';

/** A guide in a language, taken apart. */
export function readGuide(name: GuideName | typeof CONTENTS, locale: Locale): Guide {
  const text = TEXTS[`${FROM_HERE}guide/${locale}/${name}.md`]?.default;
  if (text === undefined) throw new Error(`The build has no guide ${locale}/${name}.`);
  const blocks = parseMarkdown(text);
  const headings = blocks.filter(isHeading);
  return { title: plainText(headings[0]?.children ?? []), blocks, sections: headings.filter(({ level }) => level === 2) };
}

/** @param source as the guide's file names it */
export const guideImage = (source: string): StaticImageData | undefined => IMAGES[source.replace(FROM_GUIDE, FROM_HERE)]?.default;
