import { VIEW_LISTS, VIEW_NAME_LENGTH, type ViewList } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

const List = z.enum(VIEW_LISTS as [ViewList, ...ViewList[]]);
const Name = z.string().trim().min(1).max(VIEW_NAME_LENGTH);
/** As the page's address has them. Parts that the list does not know are dropped. */
const Conditions = z.record(z.string().max(20), z.string().max(4000)).describe('Parts of the page’s address: conditions, columns, density');

export const PortalView = z.object({
  id: z.string(),
  list: List,
  name: z.string(),
  conditions: z.record(z.string(), z.string()),
  owner: z.object({ name: z.string(), me: z.boolean() }),
  property: z.object({ id: z.string(), name: z.string() }).nullable().describe('Whose staff see it too; null: the owner alone'),
  isDefault: z.boolean().describe('The list opens with it, for the person who asks'),
  may: z.object({ rename: z.boolean(), remove: z.boolean(), change: z.boolean(), share: z.boolean() }),
});
export type PortalView = z.infer<typeof PortalView>;

export const PortalViewsQuery = z.object({
  list: List,
  q: z.string().max(VIEW_NAME_LENGTH).optional().describe('Part of a name'),
});
export type PortalViewsQuery = z.infer<typeof PortalViewsQuery>;

export const PortalViewList = z.object({
  data: z.array(PortalView).describe('One’s own first, then by name; a hundred at most'),
  more: z.boolean().describe('There are more: look for a part of the name'),
  shareWith: z.array(z.object({ id: z.string(), name: z.string() })).describe('Hotels whose staff a view may be shared with'),
});
export type PortalViewList = z.infer<typeof PortalViewList>;

export const PortalChosenViewQuery = z.object({ list: List, view: Uuid.optional() });
export type PortalChosenViewQuery = z.infer<typeof PortalChosenViewQuery>;

export const PortalChosenView = z.object({
  view: PortalView.nullable().describe('The one asked for; null where it is gone, or not for this person'),
  standard: PortalView.nullable().describe('What the list opens with'),
});
export type PortalChosenView = z.infer<typeof PortalChosenView>;

export const NewView = z.object({ list: List, name: Name, conditions: Conditions });
export type NewView = z.infer<typeof NewView>;

export const ViewChange = z
  .object({ name: Name.optional(), conditions: Conditions.optional() })
  .refine(({ name, conditions }) => name !== undefined || conditions !== undefined, { message: 'Nothing to change' });
export type ViewChange = z.infer<typeof ViewChange>;

export const ViewShare = z.object({ property: Uuid.nullable().describe('Null: the owner alone again') });
export type ViewShare = z.infer<typeof ViewShare>;

export const DefaultView = z.object({ list: List, view: Uuid.nullable() });
export type DefaultView = z.infer<typeof DefaultView>;
