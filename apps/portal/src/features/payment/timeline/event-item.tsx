import type { PortalEvent } from '@payport/contracts';
import { STAGES } from '@payport/domain';
import { MonitorSmartphone, StickyNote } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { StatusBadge } from '../../payments/status-badge.tsx';
import { STATUS_LOOKS, TONE_PILL } from '../../payments/status-look.ts';
import type { TimelineEntry } from '../lib/timeline.ts';
import { FINDINGS, knownCause, readActor } from '../lib/vocabulary.ts';
import { Evidence } from './evidence.tsx';
import { Step } from './step.tsx';

interface EventItemProps {
  readonly entry: Extract<TimelineEntry, { kind: 'event' }>;
  readonly timeZone: string;
}

/** An event: what happened in words, who did it, which state came of it, and the evidence. */
export function EventItem({ entry: { event, at, gapMs }, timeZone }: EventItemProps) {
  const cause = knownCause(event.cause);
  const causes = useTranslations('Cause');
  const stages = useTranslations('Stage');
  const stage = STAGES.find((known) => known === event.stage);
  const words = event.type === 'stage' && stage ? stages(stage) : cause === null ? <code className="font-mono">{event.cause}</code> : causes(cause);
  return (
    <Step
      at={at}
      gapMs={gapMs}
      timeZone={timeZone}
      node={<Mark event={event} />}
      byDevice={event.actor === 'device'}
      actor={<ActorName actor={event.actor} />}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={event.type === 'state' ? 'font-medium' : undefined}>
          {words}
          {cause !== 'device_cannot_tell' && <Finding evidence={event.evidence} />}
        </span>
        {event.type === 'state' && event.from !== event.to && <StatusBadge status={event.to} />}
      </p>
      <Evidence evidence={event.evidence} />
    </Step>
  );
}

function ActorName({ actor }: { actor: string }) {
  const t = useTranslations('Actor');
  const who = readActor(actor);
  if (who.kind === 'other') return who.name;
  return who.kind === 'pms' ? t('pms', { name: who.name }) : t(who.kind);
}

/** What the device answered when it was asked, where the gateway wrote that down. */
function Finding({ evidence }: { evidence: PortalEvent['evidence'] }) {
  const t = useTranslations('Finding');
  const finding = FINDINGS.find((known) => known === evidence['finding']);
  return finding === undefined ? null : `: ${t(finding)}`;
}

function Mark({ event }: { event: PortalEvent }) {
  const { tone, Icon } = STATUS_LOOKS[event.to];
  if (event.type !== 'state') {
    const Small = event.type === 'stage' ? MonitorSmartphone : StickyNote;
    return (
      <span aria-hidden className="relative grid size-6 place-items-center rounded-full border border-line bg-surface text-text-faint">
        <Small className="size-3.5" />
      </span>
    );
  }
  return (
    <span aria-hidden className={cn('relative grid size-6 place-items-center rounded-full border', TONE_PILL[tone])}>
      <Icon className="size-3.5" strokeWidth={2.25} />
    </span>
  );
}
