import type { Auth, AuthOptions } from './auth.ts';

/**
 * better-auth, loaded when the first person comes: it takes a second to load, and a gateway that starts after a crash
 * has payments to look after first.
 */
export class AuthLibrary {
  private loaded: Promise<Auth> | undefined;

  constructor(private readonly options: AuthOptions) {}

  get(): Promise<Auth> {
    this.loaded ??= import('./auth.ts').then(({ createAuth }) => createAuth(this.options));
    return this.loaded;
  }
}
