'use client';
import type { PortalBankFile } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Moment } from '@/components/ui/moment.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Link } from '@/i18n/navigation.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { FileLines } from './file-lines.tsx';
import { FileParts } from './file-parts.tsx';
import { FileProblems } from './file-problems.tsx';
import { FileSummary } from './file-summary.tsx';
import { LIMITS, wordFor } from './lib/word-for.ts';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { useBankFileAction } from './use-bank-files.ts';

const PLAIN = 'border-line bg-sunken text-text-soft';
const LOOKS: Readonly<Record<PortalBankFile['state'], string>> = {
  reading: PLAIN,
  read: 'border-held-edge bg-held-fill text-held-ink',
  taken: 'border-approved-edge bg-approved-fill text-approved-ink',
  thrown_away: PLAIN,
  taken_back: PLAIN,
  refused: 'border-declined-edge bg-declined-fill text-declined-ink',
};
/** A table that nobody knows yet waits for a person, like what is to be decided. */
const waitsForWords = ({ state, kept }: PortalBankFile): boolean => state === 'refused' && kept > 0;

interface BankFileCardProps {
  readonly file: PortalBankFile;
  /** Tab comes to this card of the list and to no other. */
  readonly stop: boolean;
  /** Reads what a decision changed. */
  readonly onDone: () => Promise<void>;
}

/** One file: what is in it, what it would add or has added, and what can be done about it. */
export function BankFileCard({ file, stop, onDone }: BankFileCardProps) {
  const t = useTranslations('BankFiles');
  const locale = useLocale();
  const { timeZone } = file.property;
  return (
    <article
      aria-labelledby={`file-${file.id}`}
      data-row-focus
      tabIndex={stop ? 0 : -1}
      className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id={`file-${file.id}`} className="min-w-0 font-semibold wrap-anywhere">
          {file.name}
        </h2>
        <span
          className={cn(
            'inline-flex h-5.5 items-center rounded-full border px-2 text-xs font-medium',
            LOOKS[waitsForWords(file) ? 'read' : file.state],
          )}
        >
          {waitsForWords(file) ? t('undescribed') : t(`state.${file.state}`)}
        </span>
        <p className="basis-full text-sm text-text-soft">
          {file.origin === 'folder' ? t('fromFolder') : t('uploadedBy', { name: file.uploaded.by.name })}{' '}
          <Moment at={file.uploaded.at} timeZone={timeZone} locale={locale} />
          {file.taken && (
            <>
              {' · '}
              {t('takenBy', { name: file.taken.by.name })} <Moment at={file.taken.at} timeZone={timeZone} locale={locale} />
            </>
          )}
          {file.ended && (
            <>
              {' · '}
              {t(file.state === 'taken_back' ? 'takenBackBy' : 'thrownAwayBy', { name: file.ended.by.name })}{' '}
              <Moment at={file.ended.at} timeZone={timeZone} locale={locale} />
            </>
          )}
        </p>
        {file.ended?.reason && <p className="basis-full text-sm">{t('because', { reason: file.ended.reason })}</p>}
      </header>
      {file.problem && <WholeProblem problem={file.problem} known={waitsForWords(file)} />}
      {file.parts.length + file.skipped.length > 0 && <FileParts file={file} />}
      {file.summary && <FileSummary summary={file.summary} listed={file.state === 'read' || file.state === 'taken'} />}
      <Rows file={file} />
      {file.state !== 'thrown_away' && (file.summary?.problems ?? 0) > 0 && <FileProblems id={file.id} count={file.summary?.problems ?? 0} />}
      {file.may.decide && (file.state === 'read' || file.state === 'taken' || waitsForWords(file)) && <Decision file={file} onDone={onDone} />}
    </article>
  );
}

/** Of a file that waits or counts: what it adds, and what was there before, row by row. */
function Rows({ file: { id, state, summary } }: Pick<BankFileCardProps, 'file'>) {
  const t = useTranslations('BankFiles');
  if (summary === null || (state !== 'read' && state !== 'taken')) return null;
  return (
    <>
      {summary.lines > summary.duplicates && <FileLines id={id} of="new" title={t(state === 'read' ? 'rowsToAdd' : 'rowsAdded')} />}
      {summary.duplicates > 0 && <FileLines id={id} of="known" title={t('duplicates', { count: summary.duplicates })} />}
    </>
  );
}

function WholeProblem({ problem, known }: { problem: NonNullable<PortalBankFile['problem']>; known: boolean }) {
  const words = useTranslations('FileProblem');
  const t = useTranslations('BankFiles');
  return (
    <Notice tone={known ? 'care' : 'bad'} title={wordFor(words, problem.code)}>
      {known && <p className="text-sm text-pretty">{t('keptText')}</p>}
      {problem.member !== null && <p className="text-sm wrap-anywhere">{t('inMember', { member: problem.member })}</p>}
      {problem.detail !== null && !LIMITS.includes(problem.code) && (
        <p className="font-mono text-sm wrap-anywhere text-text-soft">{problem.detail}</p>
      )}
    </Notice>
  );
}

function Decision({ file, onDone }: Omit<BankFileCardProps, 'stop'>) {
  const t = useTranslations('BankFiles');
  const { mutate, isPending, isError, error } = useBankFileAction(file.id, onDone);
  const [asking, ask] = useState(false);
  return (
    <footer className="grid gap-3 border-t border-line pt-3">
      {file.sameAs !== null && <Notice tone="care">{t('sameAs', { name: file.sameAs })}</Notice>}
      <div className="flex flex-wrap items-center gap-2">
        {file.state === 'read' ? (
          <>
            {file.sameAs === null && (
              <Button variant="primary" onClick={() => mutate({ action: 'take' })} disabled={isPending}>
                {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
                {t('take')}
              </Button>
            )}
            <Button onClick={() => mutate({ action: 'throwAway' })} disabled={isPending}>
              {t('throwAway')}
            </Button>
            {file.may.describe && <DescribeLink file={file} />}
            {file.sameAs === null && <p className="basis-full text-sm text-text-soft text-pretty sm:basis-auto">{t('takeMeans')}</p>}
          </>
        ) : waitsForWords(file) ? (
          <>
            {file.may.describe && <DescribeLink file={file} primary />}
            <Button onClick={() => mutate({ action: 'throwAway' })} disabled={isPending}>
              {t('throwAway')}
            </Button>
          </>
        ) : (
          <Button onClick={() => ask(true)}>{t('takeBack')}</Button>
        )}
      </div>
      <div role="alert" className="empty:hidden">
        {isError && <Refusal error={error} />}
      </div>
      {asking && <TakeBackDialog file={file} onDone={onDone} onClose={() => ask(false)} />}
    </footer>
  );
}

/** To the page where somebody says what the columns are; of a file that was read so already, to mend what was said. */
function DescribeLink({ file, primary = false }: { file: PortalBankFile; primary?: boolean }) {
  const t = useTranslations('BankFiles');
  const property = useSearchParams().get('property');
  return (
    <Link
      href={{ pathname: '/bank-files/describe', query: { file: file.id, ...(property === null ? {} : { property }) } }}
      className={buttonLook({ variant: primary ? 'primary' : 'outline' })}
    >
      {t(primary ? 'describe' : 'describeAgain')}
    </Link>
  );
}
