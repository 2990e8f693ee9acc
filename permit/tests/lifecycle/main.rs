//! The life of an application: the whole road as a story, tables of what is denied, and properties of any sequence of
//! actions.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod clocks;
#[cfg(test)]
mod denied;
#[cfg(test)]
mod excused;
#[cfg(test)]
mod open;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod people;
#[cfg(test)]
mod renderings;
#[cfg(test)]
mod road;
#[cfg(test)]
mod sequences;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod told;
