import { runAdmin } from './admin-command.ts';
import { grantUser } from './user.ts';

await runAdmin(grantUser);
