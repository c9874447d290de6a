/**
 * Loads the page again once the site has answered; rejects, and leaves the page as it is, if the
 * site can't be reached. Browsers say that they are online in any network, even one without
 * internet.
 */
export async function reloadPage(): Promise<void> {
  await fetch(location.href, { method: "HEAD", cache: "no-store" });
  location.reload();
}
