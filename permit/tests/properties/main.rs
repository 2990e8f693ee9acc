//! What the rules promise, shown from outside: tables of worked cases, and properties over generated answers.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod common;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod renderings;
#[cfg(test)]
mod texts;
