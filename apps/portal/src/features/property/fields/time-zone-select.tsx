'use client';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState, type ComponentProps } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { inputLook } from '@/components/ui/field.tsx';
import { useInBrowser } from '@/components/use-in-browser.ts';
import { zoneGroups, zoneLabel, type ZoneGroup } from './time-zones.ts';

interface TimeZoneSelectProps extends Omit<ComponentProps<'select'>, 'value' | 'defaultValue' | 'onChange'> {
  readonly chosen: string;
  readonly fit?: string;
  readonly onZone?: (zone: string) => void;
}

/**
 * A time zone by place. The browser's own control: typing the first letters finds the place. Its four hundred entries come
 * when somebody reaches for it, so that a page does not carry them for nothing.
 */
export function TimeZoneSelect({ chosen, fit = 'h-9', onZone, ...props }: TimeZoneSelectProps) {
  const t = useTranslations('PropertyForm');
  const names = useTranslations('Zone');
  const inBrowser = useInBrowser();
  const [reached, setReached] = useState(false);
  const [zone, setZone] = useState(chosen);
  const groups = useMemo((): readonly ZoneGroup[] => {
    if (reached) return zoneGroups(chosen, new Date(), names);
    return [{ region: null, zones: [{ name: zone, label: inBrowser ? zoneLabel(zone, new Date(), names) : zone }] }];
  }, [chosen, zone, reached, inBrowser, names]);
  const reach = () => setReached(true);
  return (
    <span className="relative block">
      <select
        className={cn(inputLook, fit, 'appearance-none truncate pr-9 pl-3')}
        value={zone}
        onChange={(event) => {
          setZone(event.target.value);
          onZone?.(event.target.value);
        }}
        onFocus={reach}
        onPointerDown={reach}
        {...props}
      >
        {groups.map(({ region, zones }) => (
          <optgroup key={region ?? 'near'} label={region ?? t('nearZones')}>
            {zones.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-text-faint" />
    </span>
  );
}
