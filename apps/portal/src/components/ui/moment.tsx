import { localMoment } from '@/format/moment.ts';
import { Tooltip } from './tooltip.tsx';

interface MomentProps {
  readonly at: string;
  readonly timeZone: string;
  readonly locale: string;
}

/** A moment by the property's clocks, with its offset; UTC on hover and focus. */
export function Moment({ at, timeZone, locale }: MomentProps) {
  const moment = localMoment(at, timeZone, locale);
  return (
    <Tooltip
      text={moment.utc}
      className="figures cursor-help rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-4"
    >
      <time dateTime={at}>
        {moment.date}, {moment.seconds} <span className="text-text-faint">{moment.zone}</span>
      </time>
    </Tooltip>
  );
}
