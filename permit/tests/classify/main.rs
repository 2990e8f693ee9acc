//! What the classification promises, shown from outside: the worked cases and every edge of the standard, and properties
//! over random profiles.

#[cfg(test)]
mod ages;
#[cfg(test)]
mod change;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod sound;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod worked;
