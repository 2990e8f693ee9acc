//! Putting short lists in order. The standard library's sorts are made for long ones and cost the browser four
//! kilobytes for each type; nothing here is longer than a form.

/// Sorts by insertion: equal items keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut place = end;
        while let Some([before, item]) = place.checked_sub(1).and_then(|from| items.get(from..=place)) {
            if key(before) <= key(item) {
                break;
            }
            items.swap(place - 1, place);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items: Vec<(u8, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            prop_assert_eq!(items, expected);
        }
    }
}
