import { guideImage } from './guide-files.ts';
import { GuideTable } from './guide-table.tsx';
import { GuideText } from './guide-text.tsx';
import type { Block, Heading } from './markdown/markdown-tree.ts';

/** A guide as a page: headings, paragraphs, lists, tables, screenshots. */
export function GuideArticle({ blocks }: { blocks: readonly Block[] }) {
  return (
    <article className="max-w-[46rem] min-w-0 text-pretty">
      {blocks.map((block, index) => (
        <GuideBlock key={index} block={block} />
      ))}
    </article>
  );
}

function GuideBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <GuideHeading heading={block} />;
    case 'paragraph':
      return (
        <p className="my-3">
          <GuideText parts={block.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="my-4 rounded-md border border-held-edge bg-held-fill px-4 py-3">
          <GuideText parts={block.children} />
        </blockquote>
      );
    case 'list':
      return <GuideItems list={block} />;
    case 'table':
      return <GuideTable head={block.head} rows={block.rows} />;
    case 'image':
      return <GuideImage src={block.src} alt={block.alt} />;
    case 'code':
      return (
        <pre tabIndex={0} className="my-3 overflow-x-auto rounded-md border border-line bg-sunken px-4 py-3 font-mono text-sm">
          {block.text}
        </pre>
      );
  }
}

function GuideHeading({ heading: { level, id, children } }: { heading: Heading }) {
  const words = <GuideText parts={children} />;
  if (level === 1) return <h1 className="mb-4 text-2xl font-semibold tracking-tight text-balance">{words}</h1>;
  if (level === 2)
    return (
      <h2 id={id} className="mt-10 mb-3 scroll-mt-20 border-t border-line pt-6 text-xl font-semibold lg:scroll-mt-6">
        {words}
      </h2>
    );
  return (
    <h3 id={id} className="mt-7 mb-2 scroll-mt-20 text-lg font-semibold lg:scroll-mt-6">
      {words}
    </h3>
  );
}

function GuideItems({ list: { ordered, start, items } }: { list: Extract<Block, { kind: 'list' }> }) {
  const lines = items.map((item, index) => (
    <li key={index} className="my-1.5 pl-1 marker:text-text-faint">
      <GuideText parts={item} />
    </li>
  ));
  return ordered ? (
    <ol start={start} className="my-3 list-decimal pl-6">
      {lines}
    </ol>
  ) : (
    <ul className="my-3 list-disc pl-6">{lines}</ul>
  );
}

/** A screenshot; a click shows it in its own size. */
function GuideImage({ src, alt }: { src: string; alt: string }) {
  const image = guideImage(src);
  if (!image) return null;
  return (
    <a href={image.src} target="_blank" rel="noreferrer" className="my-5 block overflow-hidden rounded-lg border border-line-strong">
      <img src={image.src} alt={alt} width={image.width} height={image.height} loading="lazy" decoding="async" className="block h-auto w-full" />
    </a>
  );
}
