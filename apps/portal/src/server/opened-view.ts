import type { PortalView } from '@payport/contracts';
import type { ViewList } from '@payport/domain';
import { getLocale } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { conditionsIn, listHref, viewIdIn } from '@/features/views/lib/view-address.ts';
import { redirect } from '@/i18n/navigation.ts';
import { gateway } from './gateway.ts';

/**
 * The saved view that a list's address names. A bare address opens what the person has chosen for this list, and one that
 * names a view alone opens that: both lead to the address that says it all.
 */
export async function openedView(list: ViewList, searchParams: Promise<SearchParams>): Promise<PortalView | null> {
  const params = await searchParams;
  const valueOf = (name: string): string | undefined => [params[name]].flat()[0];
  const named = valueOf('view');
  const id = viewIdIn(named);
  const bare = Object.keys(conditionsIn(list, valueOf)).length === 0;
  if (id === null && (named !== undefined || !bare)) return null;
  // A list opens without its views rather than not at all.
  const { view, standard } = await gateway.chosenView(list, id).catch(() => ({ view: null, standard: null }));
  const opens = id === null ? standard : view;
  if (bare && opens !== null && Object.keys(opens.conditions).length > 0)
    return redirect({ href: listHref(list, opens.conditions, opens.id), locale: await getLocale() });
  return id === null ? null : view;
}
