'use client';
import type { PortalTerminalDetail } from '@payport/contracts';
import { ArrowLeft, ListFilter, Power, PowerOff, Truck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Link } from '@/i18n/navigation.ts';
import { BusyLine } from '../busy-line.tsx';
import { CommandsCard } from '../commands/commands-card.tsx';
import { TerminalStatus } from '../terminal-status.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';
import { FactsCard } from './facts-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { LabelsDialog } from './labels-dialog.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { OfflinePanel } from './offline-panel.tsx';
import { QuarantinePanel } from './quarantine-panel.tsx';
import { SettingsCard } from './settings-card.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { useTerminal } from './use-terminal.ts';

interface TerminalPageProps {
  readonly first: PortalTerminalDetail;
  /** This person may connect terminals in another hotel as well. */
  readonly movable: boolean;
}

/** One terminal: what it is, what it does now, what can be asked of it, and who changed it. */
export function TerminalPage({ first, movable }: TerminalPageProps) {
  const t = useTranslations('Terminal');
  const list = useTranslations('Terminals');
  const { data: detail } = useTerminal(first);
  const [open, setOpen] = useState<'labels' | 'connection' | 'switch' | 'lift' | null>(null);
  const { terminal, may } = detail;
  const close = () => setOpen(null);
  return (
    <div className="mx-auto max-w-[88rem] px-4 pt-3 pb-10 sm:px-6 lg:pt-4">
      <Link
        href="/terminals"
        prefetch={false}
        className="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-soft hover:bg-hover hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('toList')}
      </Link>
      <header className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 text-text-soft">
            {terminal.property.name}
            {terminal.demo && <Badge>{list('demo')}</Badge>}
          </p>
          <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
            <h1 className="text-2xl font-semibold tracking-tight break-words">{terminal.name}</h1>
            <span role="status">
              <TerminalStatus terminal={terminal} size="lg" />
            </span>
          </div>
          <p className="mt-1.5 text-text-soft">
            <BusyLine terminal={terminal} />
          </p>
        </div>
        <Ways detail={detail} movable={movable} onSwitch={() => setOpen('switch')} />
      </header>
      {terminal.quarantine && (
        <QuarantinePanel terminal={terminal} quarantine={terminal.quarantine} onLift={may.manage ? () => setOpen('lift') : null} />
      )}
      {terminal.status === 'offline' && terminal.offlineSince !== null && <OfflinePanel terminal={terminal} since={terminal.offlineSince} />}
      <div className="mt-5 grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <FactsCard terminal={terminal} onEdit={may.manage ? () => setOpen('labels') : null} />
          <SettingsCard detail={detail} onEdit={may.manage && detail.form.length > 0 ? () => setOpen('connection') : null} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <CommandsCard terminal={terminal} />
          <HistoryCard detail={detail} />
        </div>
      </div>
      {open === 'labels' && <LabelsDialog terminal={terminal} onClose={close} />}
      {open === 'connection' && <ConnectionDialog detail={detail} onClose={close} />}
      {open === 'lift' && <LiftDialog terminal={terminal} onClose={close} />}
      {open === 'switch' && <SwitchDialog terminal={terminal} onClose={close} />}
    </div>
  );
}

interface WaysProps {
  readonly detail: PortalTerminalDetail;
  readonly movable: boolean;
  readonly onSwitch: () => void;
}

/** Where one goes from here, and the switch. */
function Ways({ detail: { terminal, may }, movable, onSwitch }: WaysProps) {
  const t = useTranslations('Terminal');
  return (
    <div className="flex flex-wrap gap-2">
      <Link href={{ pathname: '/payments', query: { terminal: terminal.id } }} prefetch={false} className={buttonLook({})}>
        <ListFilter aria-hidden />
        {t('payments')}
      </Link>
      {may.manage && movable && !terminal.enabled && (
        <Link href={{ pathname: '/terminals/new', query: { from: terminal.id } }} prefetch={false} className={buttonLook({})}>
          <Truck aria-hidden />
          {t('move')}
        </Link>
      )}
      {may.manage && (
        <Button onClick={onSwitch} variant={terminal.enabled ? 'outline' : 'primary'}>
          {terminal.enabled ? <PowerOff aria-hidden /> : <Power aria-hidden />}
          {terminal.enabled ? t('disable') : t('enable')}
        </Button>
      )}
    </div>
  );
}
