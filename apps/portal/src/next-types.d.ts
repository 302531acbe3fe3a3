// The framework's own ambient types; its generated next-env.d.ts exists only after a build, this file always.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
