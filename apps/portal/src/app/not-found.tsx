import './globals.css';

/** For addresses outside the languages (files that do not exist). Nobody's language is known here, so both are spoken. */
export default function OutsideNotFound() {
  return (
    <html lang="ru" data-theme="system">
      <body className="grid min-h-dvh place-items-center p-6 text-center">
        <main>
          <h1 className="text-xl font-semibold">
            Страницы нет · <span lang="en">There is no such page</span>
          </h1>
          <p className="mt-3 flex justify-center gap-4 text-brand underline underline-offset-4">
            <a href="/ru/payments">К платежам</a>
            <a href="/en/payments" lang="en">
              To payments
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
