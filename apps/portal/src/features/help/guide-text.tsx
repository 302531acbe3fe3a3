import { ExternalLink } from 'lucide-react';
import { Link } from '@/i18n/navigation.ts';
import { resolveGuideLink } from './guide-link.ts';
import type { Inline } from './markdown/markdown-tree.ts';

const LINK = 'text-brand underline underline-offset-2 hover:text-brand-hover';

/** Words of a guide with their marks. */
export function GuideText({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.92em] wrap-anywhere">{part.text}</code>;
    case 'strong':
      return (
        <strong className="font-semibold">
          <GuideText parts={part.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <GuideText parts={part.children} />
        </em>
      );
    case 'link':
      return <GuideAnchor href={part.href} label={<GuideText parts={part.children} />} />;
  }
}

function GuideAnchor({ href, label }: { href: string; label: React.ReactNode }) {
  const link = resolveGuideLink(href);
  switch (link.kind) {
    case 'page':
      return (
        <Link href={link.href} {...(link.locale ? { locale: link.locale } : {})} prefetch={false} className={LINK}>
          {label}
        </Link>
      );
    case 'section':
      return (
        <a href={link.href} className={LINK}>
          {label}
        </a>
      );
    case 'outside':
      return (
        <a href={link.href} target="_blank" rel="noreferrer" className={LINK}>
          {label}
          <ExternalLink aria-hidden className="ml-0.5 inline size-3.5 align-[-0.1em]" />
        </a>
      );
    case 'file':
      return (
        <>
          {label} (<code className="font-mono text-[0.92em] wrap-anywhere">{link.path}</code>)
        </>
      );
  }
}
