import type { PortalEvent, PortalFrame } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { zoneName } from '@/format/moment.ts';
import { buildTimeline, type TimelineEntry } from '../lib/timeline.ts';
import { EventItem } from './event-item.tsx';
import { FrameItem } from './frame-item.tsx';

interface TimelineCardProps {
  readonly events: readonly PortalEvent[];
  readonly frames: readonly PortalFrame[];
  readonly timeZone: string;
}

/** What happened, step by step, with the bytes that went over the wire. */
export function TimelineCard({ events, frames, timeZone }: TimelineCardProps) {
  const t = useTranslations('Timeline');
  const { head, middle, tail } = buildTimeline(events, frames);
  const items = (entries: readonly TimelineEntry[]) =>
    entries.map((entry) =>
      entry.kind === 'event' ? (
        <EventItem key={entry.key} entry={entry} timeZone={timeZone} />
      ) : (
        <FrameItem key={entry.key} entry={entry} timeZone={timeZone} />
      ),
    );
  return (
    <Card
      title={t('title')}
      note={`${t('summary', { events: events.length, frames: frames.length })}. ${t('zone', { zone: zoneName(new Date(head[0]?.at ?? 0), timeZone) })}`}
    >
      {head.length === 0 && <p className="text-text-soft">{t('empty')}</p>}
      <ol>{items(head)}</ol>
      {middle.length > 0 && (
        <details className="group">
          <summary className="my-1 ml-[7.5rem] inline-flex h-8 list-none items-center rounded-md px-3 text-sm font-medium text-brand hover:bg-hover group-open:hidden max-sm:ml-9">
            {t('showMiddle', { count: middle.length })}
          </summary>
          <ol>{items(middle)}</ol>
        </details>
      )}
      {tail.length > 0 && <ol>{items(tail)}</ol>}
    </Card>
  );
}
