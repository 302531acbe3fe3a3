'use client';
import type { PortalView } from '@payport/contracts';
import type { ViewConditions, ViewList } from '@payport/domain';
import { LoaderCircle, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Select } from '@/components/ui/select.tsx';
import { TextField } from '@/features/entry/text-field.tsx';
import { DEFAULT_VIEW_URL, removeViewUrl, shareViewUrl, viewUrl, VIEWS_URL } from '@/features/gateway-url.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { useRouter } from '@/i18n/navigation.ts';
import { listHref, NO_VIEW } from './lib/view-address.ts';
import { useViewChange, useViewList } from './use-views.ts';

/** Characters of a name; the gateway's contract says the same. */
const NAME_LENGTH = 120;

interface ViewDialogProps {
  readonly list: ViewList;
  /** Null: a new one. */
  readonly view: PortalView | null;
  /** What is on screen. */
  readonly conditions: ViewConditions;
  readonly onClose: () => void;
}

interface Wish {
  readonly name: string;
  readonly hotel: string | null;
  readonly opens: boolean;
}

/** A view's name, who sees it, and whether the list opens with it. */
export function ViewDialog({ list, view, conditions, onClose }: ViewDialogProps) {
  const t = useTranslations('Views');
  const form = useId();
  const router = useRouter();
  const send = useViewChange();
  const [failed, setFailed] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailed(null);
    await work().then(onClose, setFailed);
    setBusy(false);
  };
  const save = (wish: Wish) =>
    attempt(async () => {
      const saved = view ?? ((await send(VIEWS_URL, { list, name: wish.name, conditions })) as PortalView);
      // Found under its address from here on, should one of the steps after this one fail.
      if (view === null) router.replace(listHref(list, conditions, saved.id));
      if (saved.may.rename && wish.name !== saved.name) await send(viewUrl(saved.id), { name: wish.name }, 'PATCH');
      if (saved.may.share && wish.hotel !== (saved.property?.id ?? null)) await send(shareViewUrl(saved.id), { property: wish.hotel });
      if (wish.opens !== saved.isDefault) await send(DEFAULT_VIEW_URL, { list, view: wish.opens ? saved.id : null });
    });
  const remove = (id: string) =>
    attempt(async () => {
      await send(removeViewUrl(id), {});
      router.replace(listHref(list, conditions, NO_VIEW));
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(view === null ? 'newTitle' : 'editTitle')}
      closeLabel={t('close')}
      actions={
        <>
          {view?.may.remove === true && (
            <Button variant="quiet" className="mr-auto" disabled={busy} onClick={() => (sure ? void remove(view.id) : setSure(true))}>
              <Trash2 aria-hidden />
              {t(sure ? 'removeNow' : 'remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={busy}>
            {busy && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('save')}
          </Button>
        </>
      }
    >
      <ViewForm id={form} {...{ list, view, conditions, failed }} onSave={(wish) => void save(wish)} />
      <div role="status" className="mt-4 empty:hidden">
        {sure && <Notice tone="care">{t(view?.property == null ? 'removeOwn' : 'removeShared')}</Notice>}
      </div>
    </Dialog>
  );
}

interface ViewFormProps extends Omit<ViewDialogProps, 'onClose'> {
  readonly id: string;
  readonly failed: unknown;
  readonly onSave: (wish: Wish) => void;
}

function ViewForm({ id, list, view, conditions, failed, onSave }: ViewFormProps) {
  const t = useTranslations('Views');
  const share = useId();
  const [unnamed, setUnnamed] = useState(false);
  const { data } = useViewList(list, '', true);
  const fields = failed instanceof PortalRequestFailed ? failed.fields : {};
  const cardNumber = '/name' in fields || '/conditions/q' in fields;
  const named = (view?.conditions ?? conditions)['property'];
  const shared = view?.property ?? null;
  // What names one hotel is of no use to the staff of another.
  const hotels = (data?.shareWith ?? []).filter((hotel) => named === undefined || hotel.id === named);
  const offered = shared === null || hotels.some((hotel) => hotel.id === shared.id) ? hotels : [shared, ...hotels];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = values.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const name = view?.may.rename === false ? view.name : text('view-name');
    setUnnamed(name === '');
    const hotel = values.has('view-share') ? text('view-share') || null : (shared?.id ?? null);
    if (name !== '') onSave({ name, hotel, opens: values.get('view-opens') === 'on' });
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="grid gap-4">
      <TextField
        id="view-name"
        label={t('name')}
        error={unnamed ? t('nameMissing') : cardNumber ? t('cardNumber') : null}
        hint={t(view === null ? 'nameHint' : 'nameStays')}
        defaultValue={view?.name ?? ''}
        readOnly={view?.may.rename === false}
        maxLength={NAME_LENGTH}
        autoComplete="off"
      />
      {(view?.may.share ?? true) && offered.length > 0 && (
        <Field id={share} label={t('share')} hint={t('shareHint')} error={null}>
          {/* Drawn anew when the hotels are known: what is chosen is among them then. */}
          <Select
            key={offered.length}
            id={share}
            name="view-share"
            tall
            aria-describedby={`${share}-hint`}
            defaultValue={shared?.id ?? ''}
            options={[
              { value: '', label: t('onlyMe') },
              ...offered.map((hotel) => ({ value: hotel.id, label: t('staffOf', { hotel: hotel.name }) })),
            ]}
          />
        </Field>
      )}
      <label className="flex items-start gap-2.5">
        <input type="checkbox" name="view-opens" defaultChecked={view?.isDefault ?? false} className="mt-0.5 size-4 accent-brand" />
        {t('opens')}
      </label>
      <div role="alert" className="empty:hidden">
        {failed !== null && !cardNumber && <Notice tone="bad">{t('failed')}</Notice>}
      </div>
    </form>
  );
}
