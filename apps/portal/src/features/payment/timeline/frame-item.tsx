import type { PortalFrame } from '@payport/contracts';
import { ArrowDownLeft, ArrowUpRight, ChevronRight, ShieldCheck, ShieldMinus, ShieldX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { Tabs } from '@/components/ui/tabs.tsx';
import { byteCount } from '@/format/hex-dump.ts';
import type { TimelineEntry } from '../lib/timeline.ts';
import { knownChannel } from '../lib/vocabulary.ts';
import { FrameFields, FrameHex, FrameText } from './frame-views.tsx';
import { Step } from './step.tsx';

interface FrameItemProps {
  readonly entry: Extract<TimelineEntry, { kind: 'frame' }>;
  readonly timeZone: string;
}

/** One message of the exchange with the device: a line that opens into text, bytes and decoded fields. */
export function FrameItem({ entry: { frame, at, gapMs }, timeZone }: FrameItemProps) {
  const t = useTranslations('Frame');
  const channels = useTranslations('Channel');
  const channel = knownChannel(frame.channel);
  const Arrow = frame.direction === 'outbound' ? ArrowUpRight : ArrowDownLeft;
  const node = (
    <span aria-hidden className="relative grid size-6 place-items-center rounded-sm border border-line bg-sunken text-text-soft">
      <Arrow className="size-3.5" />
    </span>
  );
  return (
    <Step at={at} gapMs={gapMs} timeZone={timeZone} node={node} byDevice={frame.direction === 'inbound'}>
      <details className="group/frame" data-frame={frame.direction}>
        <summary className="-mx-2 flex list-none flex-wrap items-center gap-x-2 rounded-md px-2 py-0.5 hover:bg-hover">
          <ChevronRight aria-hidden className="size-3.5 shrink-0 text-text-faint transition-transform group-open/frame:rotate-90" />
          <span>{t(frame.direction)}</span>
          <span className="text-xs text-text-faint">
            {channel === null ? frame.channel : channels(channel)} · <span className="figures">{t('bytes', { count: byteCount(frame.hex) })}</span>
          </span>
          {frame.checksumOk === false && <Checksum ok={false} />}
        </summary>
        <div className="mt-2 mb-1 rounded-md border border-line bg-surface p-2.5">
          <Tabs
            label={t('views')}
            tabs={[
              { key: 'text', label: t('text'), content: <FrameText text={frame.text} empty={frame.hex === ''} /> },
              { key: 'hex', label: t('hex'), content: <FrameHex hex={frame.hex} /> },
              { key: 'fields', label: t('fields'), content: <FrameFields fields={frame.fields} /> },
            ]}
          />
          <p className="mt-2.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-text-faint">
            <Checksum ok={frame.checksumOk} />
            {t('cleaned')}
          </p>
        </div>
      </details>
    </Step>
  );
}

function Checksum({ ok }: { ok: PortalFrame['checksumOk'] }) {
  const t = useTranslations('Frame');
  const Icon = ok === null ? ShieldMinus : ok ? ShieldCheck : ShieldX;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 text-xs font-medium',
        ok === null ? 'text-text-faint' : ok ? 'text-approved-ink' : 'text-declined-ink',
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {t(ok === null ? 'checksumNone' : ok ? 'checksumOk' : 'checksumBad')}
    </span>
  );
}
