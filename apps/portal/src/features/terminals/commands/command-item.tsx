import type { PortalServiceCommand, ServiceCommandStatus } from '@payport/contracts';
import { CircleCheck, CircleHelp, CircleX, Clock, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { SlipPaper } from '@/components/ui/slip-paper.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { PrintSlip } from '../../payment/print-slip.tsx';
import { TONE_INK, type Tone } from '../../payments/status-look.ts';

const LOOKS: Readonly<Record<ServiceCommandStatus, { readonly tone: Tone; readonly Icon: LucideIcon; readonly spin?: true }>> = {
  accepted: { tone: 'pending', Icon: Clock },
  in_progress: { tone: 'pending', Icon: LoaderCircle, spin: true },
  done: { tone: 'approved', Icon: CircleCheck },
  failed: { tone: 'failed', Icon: CircleX },
  unknown: { tone: 'unknown', Icon: CircleHelp },
};

interface CommandItemProps {
  readonly command: PortalServiceCommand;
  readonly timeZone: string;
  /** The newest result lies open. */
  readonly open: boolean;
}

/** One command: what, who, when, what came of it, and the paper. */
export function CommandItem({ command, timeZone, open }: CommandItemProps) {
  const t = useTranslations('Commands');
  const kinds = useTranslations('CommandKind');
  const statuses = useTranslations('CommandStatus');
  const slip = useTranslations('Slip');
  const locale = useLocale();
  const { tone, Icon, spin } = LOOKS[command.status];
  const at = localMoment(command.createdAt, timeZone, locale);
  const { name } = command.requestedBy;
  return (
    <li data-command={command.kind} data-command-status={command.status} className="border-t border-line py-3 first:border-t-0 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{kinds(command.kind)}</span>
        <span role="status" className={cn('inline-flex items-center gap-1.5 text-sm font-medium', TONE_INK[tone])}>
          <Icon aria-hidden className={cn('size-4', spin && 'animate-spin')} />
          {statuses(command.status)}
        </span>
        <span className="figures ml-auto text-xs text-text-faint">
          {at.shortDate}, {at.seconds}
          {` · ${name ?? t('bySchedule')}`}
        </span>
      </div>
      {command.message !== null && <p className="mt-1 text-text-soft">{command.message}</p>}
      {command.settlementId !== null && (
        <Link
          href={{ pathname: '/end-of-day', query: { settlement: command.settlementId } }}
          prefetch={false}
          className="mt-1 inline-block text-sm text-brand underline underline-offset-2 hover:text-brand-hover"
        >
          {t('toSettlement')}
        </Link>
      )}
      {command.text !== null && command.text !== '' && (
        <details open={open} className="mt-2">
          <summary className="w-fit rounded-sm text-sm text-text-soft hover:text-text">{t('paper')}</summary>
          <div className="mt-2 rounded-md bg-sunken p-4">
            <SlipPaper text={command.text} label={t('paper')} />
            <div className="mt-3 flex justify-center gap-2">
              <CopyButton value={command.text} name={slip('copy')} large />
              <PrintSlip slip={command.text} />
            </div>
          </div>
        </details>
      )}
    </li>
  );
}
