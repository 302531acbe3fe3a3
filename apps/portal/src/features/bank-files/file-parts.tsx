import type { PortalBankFile } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { LIMITS, wordFor } from './lib/word-for.ts';

/** Tables and statements that were found, and what was passed over. */
export function FileParts({ file }: { file: PortalBankFile }) {
  const t = useTranslations('BankFiles');
  const layouts = useTranslations('BankLayout');
  const words = useTranslations('FileProblem');
  return (
    <div className="grid gap-1 text-sm">
      <ul className="grid gap-1">
        {file.parts.map((part, index) => (
          <li key={index} className="wrap-anywhere">
            <span className="font-medium">{part.mapping === null ? wordFor(layouts, part.layout) : t('byMapping', part.mapping)}</span>
            <span className="text-text-soft">
              {[part.member, part.sheet].filter((name) => name !== null).map((name) => ` · ${name}`)}
              {' · '}
              {t('rows', { count: part.lines })}
            </span>
          </li>
        ))}
      </ul>
      {file.skipped.length > 0 && (
        // Where nothing else was found, this is why.
        <details className="text-text-soft" open={file.parts.length === 0}>
          <summary className="cursor-pointer">{t('skipped', { count: file.skipped.length })}</summary>
          <ul className="mt-1 grid gap-1 pl-4">
            {file.skipped.map(({ code, member, detail }, index) => (
              <li key={index} className="wrap-anywhere">
                {[member, LIMITS.includes(code) ? null : detail].filter((name) => name !== null).join(' · ')}: {wordFor(words, code)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
