//! The outbox keeps a letter no longer than it is worth anything.

use super::support::{ID, Site};

#[tokio::test]
async fn a_code_that_ran_out_is_neither_sent_nor_kept() {
    let mut site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    site.submit(&anna, ID, revision, "en").await;
    let due = async |site: &Site| site.portal.store.letters_due(site.portal.now()).await.unwrap();
    assert_eq!(due(&site).await.len(), 2, "the code and the receipt");
    site.later(600);
    let left = due(&site).await;
    assert_eq!(left.len(), 1, "the receipt");
    assert!(left[0].subject.contains("WP-"), "{}", left[0].subject);
    site.later(1);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    assert_eq!(site.letters("anna@example.org").await.len(), 1);
    site.later(5 * 86_400);
    assert_eq!(due(&site).await.len(), 0, "not for ever");
    site.portal.store.clean(site.portal.now()).await.unwrap();
    assert_eq!(site.letters("anna@example.org").await.len(), 0);
}
