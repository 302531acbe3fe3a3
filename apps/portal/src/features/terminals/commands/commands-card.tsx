'use client';
import type { PortalTerminal, ServiceCommandKind } from '@payport/contracts';
import { LoaderCircle, MoonStar, PlugZap, Printer, ReceiptText, RotateCcw, ScrollText, Stethoscope, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Refusal } from '../refusal.tsx';
import { CommandItem } from './command-item.tsx';
import { commandObstacle } from './command-obstacle.ts';
import { InitialiseDialog } from './initialise-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { isRunning, useCommand, useCommands } from './use-commands.ts';

const ICONS: Readonly<Record<ServiceCommandKind, LucideIcon>> = {
  link_test: PlugZap,
  totals_report: ReceiptText,
  control_tape: ScrollText,
  reprint: Printer,
  diagnosis: Stethoscope,
  initialisation: RotateCcw,
  settlement: MoonStar,
};

/** Commands that are asked about first: they cannot be taken back. */
type AskedFirst = 'settlement' | 'initialisation';
const isAskedFirst = (kind: ServiceCommandKind): kind is AskedFirst => kind === 'settlement' || kind === 'initialisation';

/** What can be asked of the terminal from here, and what came of it. */
export function CommandsCard({ terminal }: { terminal: PortalTerminal }) {
  const t = useTranslations('Commands');
  const kinds = useTranslations('CommandKind');
  const { data, isError } = useCommands(terminal.id);
  const command = useCommand(terminal.id);
  const [asking, setAsking] = useState<AskedFirst | null>(null);
  const running = data?.data.some(isRunning) ?? false;
  const why = useId();
  const waiting = command.isPending || running;
  const dialog = { terminal, unresolved: terminal.unresolved.map(({ id }) => id), onClose: () => setAsking(null) };
  const commands = (data?.may.commands ?? []).map((kind) => ({ kind, obstacle: waiting ? ('busy' as const) : commandObstacle(terminal, kind) }));
  // One of them is told: what stops one command stops the others, but for the link test.
  const obstacle = commands.find((one) => one.obstacle !== null)?.obstacle ?? null;
  return (
    <Card title={t('title')} note={t('note')}>
      {commands.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {commands.map(({ kind, obstacle: mine }) => {
            const Icon = ICONS[kind];
            return (
              <Button
                key={kind}
                size="sm"
                disabled={mine !== null}
                {...(mine !== null && { 'aria-describedby': why })}
                onClick={() => (isAskedFirst(kind) ? setAsking(kind) : command.mutate({ kind }))}
              >
                {command.isPending && command.variables.kind === kind ? <LoaderCircle aria-hidden className="animate-spin" /> : <Icon aria-hidden />}
                {kinds(kind)}
              </Button>
            );
          })}
        </div>
      )}
      {data?.may.commands.length === 0 && <p className="text-text-soft">{t('mayNothing')}</p>}
      {obstacle !== null && (
        <p id={why} className="mt-2 text-sm text-text-soft">
          {t(`obstacle.${obstacle}`)}
        </p>
      )}
      <div role="alert" className="mt-3 empty:hidden">
        {command.isError && <Refusal error={command.error} />}
      </div>
      {isError && <p className="text-text-soft">{t('failed')}</p>}
      {data && data.data.length > 0 && (
        <ol aria-label={t('results')} className="mt-4 grid grid-cols-1">
          {data.data.map((item, index) => (
            <CommandItem key={item.id} command={item} timeZone={terminal.property.timeZone} open={index === 0} />
          ))}
        </ol>
      )}
      {data?.data.length === 0 && data.may.commands.length > 0 && <p className="mt-4 text-sm text-text-faint">{t('nothingYet')}</p>}
      {asking === 'settlement' && <SettleDialog {...dialog} />}
      {asking === 'initialisation' && <InitialiseDialog {...dialog} />}
    </Card>
  );
}
