import { useTranslations } from 'next-intl';
import { hexRows } from '@/format/hex-dump.ts';

/** Scrolls sideways by keyboard too, so it takes the focus. */
const box = 'max-h-96 overflow-auto rounded-sm bg-sunken px-3 py-2 font-mono text-xs leading-5 focus-visible:outline-offset-0';

function Nothing({ children }: { children: string }) {
  return <p className="px-1 py-1.5 text-sm text-text-faint">{children}</p>;
}

export function FrameText({ text, empty }: { text: string | null; empty: boolean }) {
  const t = useTranslations('Frame');
  if (empty) return <Nothing>{t('empty')}</Nothing>;
  if (text === null) return <Nothing>{t('noText')}</Nothing>;
  return (
    <pre tabIndex={0} role="group" aria-label={t('text')} className={box}>
      {text}
    </pre>
  );
}

/** Offset, bytes, ASCII. The columns are three texts, so that selecting the bytes selects only bytes. */
export function FrameHex({ hex }: { hex: string }) {
  const t = useTranslations('Frame');
  const rows = hexRows(hex);
  if (rows.length === 0) return <Nothing>{t('empty')}</Nothing>;
  return (
    <div tabIndex={0} role="group" aria-label={t('hex')} className={`${box} flex gap-4`}>
      <pre className="text-text-faint select-none">{rows.map((row) => row.offset).join('\n')}</pre>
      <pre>{rows.map((row) => row.hex).join('\n')}</pre>
      <pre className="border-l border-line pl-4 text-text-soft">{rows.map((row) => row.ascii).join('\n')}</pre>
    </div>
  );
}

export function FrameFields({ fields }: { fields: Readonly<Record<string, string>> }) {
  const t = useTranslations('Frame');
  const entries = Object.entries(fields);
  if (entries.length === 0) return <Nothing>{t('noFields')}</Nothing>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 rounded-sm bg-sunken px-3 py-2 font-mono text-xs leading-5">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-text-faint">{name}</dt>
          <dd className="break-all whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
