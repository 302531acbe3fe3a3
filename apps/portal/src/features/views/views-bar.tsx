'use client';
import type { PortalView } from '@payport/contracts';
import type { ViewList } from '@payport/domain';
import { Bookmark, BookmarkPlus, ChevronDown, LoaderCircle, Pencil, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { viewUrl } from '@/features/gateway-url.ts';
import { Link } from '@/i18n/navigation.ts';
import { conditionsIn, listHref, sameConditions, viewIdIn } from './lib/view-address.ts';
import { useChosenView, useViewChange } from './use-views.ts';
import { ViewChooser } from './view-chooser.tsx';
import { ViewDialog } from './view-dialog.tsx';

interface ViewsBarProps {
  readonly list: ViewList;
  /** The view of the address, as the server found it. */
  readonly first: PortalView | null;
}

/** Which saved view the list is looked at through, whether it is still as it was saved, and what to do about it. */
export function ViewsBar({ list, first }: ViewsBarProps) {
  const t = useTranslations('Views');
  const params = useSearchParams();
  const id = viewIdIn(params.get('view'));
  const conditions = conditionsIn(list, (name) => params.get(name));
  const { data, isSuccess } = useChosenView(list, id, first);
  const view = id === null ? null : (data ?? null);
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const changed = view !== null && !sameConditions(view.conditions, conditions);

  return (
    <div role="group" aria-label={t('label')} className="mb-3 flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1.5 print:hidden">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger className={`${buttonLook({ size: 'sm', variant: view ? 'chosen' : 'outline' })} max-w-full min-w-0 sm:max-w-96`}>
          <Bookmark aria-hidden />
          <span className="truncate" title={view?.name}>
            {view ? view.name : t('title')}
          </span>
          <ChevronDown aria-hidden className="-mr-1 opacity-70" />
        </PopoverTrigger>
        <PopoverContent label={t('title')} width="w-96">
          <ViewChooser list={list} chosen={id} onDone={() => setOpen(false)} />
        </PopoverContent>
      </Popover>
      {view && (
        <Button size="sm" variant="quiet" aria-label={t('edit', { name: view.name })} title={t('editShort')} onClick={() => setDialog('edit')}>
          <Pencil aria-hidden />
        </Button>
      )}
      <p role="status" className="text-sm text-held-ink empty:hidden">
        {changed && t('changed')}
        {id !== null && isSuccess && view === null && t('gone')}
      </p>
      {changed && (
        <>
          {view.may.change && <SaveButton view={view} conditions={conditions} />}
          <Link href={listHref(list, view.conditions, view.id)} replace prefetch={false} className={buttonLook({ size: 'sm', variant: 'quiet' })}>
            <RotateCcw aria-hidden />
            {t('reset')}
          </Link>
        </>
      )}
      {(changed || (view === null && Object.keys(conditions).length > 0)) && (
        <Button size="sm" variant="quiet" onClick={() => setDialog('new')}>
          <BookmarkPlus aria-hidden />
          {t(changed ? 'saveAsNew' : 'saveView')}
        </Button>
      )}
      {dialog !== null && <ViewDialog list={list} view={dialog === 'edit' ? view : null} conditions={conditions} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** What is on screen under the same name. */
function SaveButton({ view, conditions }: { view: PortalView; conditions: Readonly<Record<string, string>> }) {
  const t = useTranslations('Views');
  const send = useViewChange();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const save = async () => {
    setState('busy');
    setState(
      await send(viewUrl(view.id), { conditions }, 'PATCH').then(
        () => 'idle' as const,
        () => 'failed' as const,
      ),
    );
  };
  return (
    <>
      <Button size="sm" disabled={state === 'busy'} onClick={() => void save()}>
        {state === 'busy' && <LoaderCircle aria-hidden className="animate-spin" />}
        {t(view.property === null ? 'save' : 'saveForAll')}
      </Button>
      <span role="alert" className="text-sm text-declined-ink empty:hidden">
        {state === 'failed' && t('failed')}
      </span>
    </>
  );
}
