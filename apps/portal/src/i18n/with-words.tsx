import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { MoreWords } from './more-words.tsx';
import { PAGE_WORDS } from './page-words.ts';
import { pickMessages } from './pick-messages.ts';

/** A page together with what its parts say in the browser, beside what its layouts have sent. */
export function withWords<Props>(name: keyof typeof PAGE_WORDS, Page: (props: Props) => Promise<ReactNode>): (props: Props) => Promise<ReactNode> {
  return async function PageWithWords(props) {
    const page = await Page(props);
    return <MoreWords words={pickMessages(await getMessages(), PAGE_WORDS[name])}>{page}</MoreWords>;
  };
}
