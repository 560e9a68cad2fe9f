//! Cells as flows between totals.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A cell: a flow from one node to another.
#[derive(Debug, Clone, Copy)]
pub struct Arc {
    from: usize,
    to: usize,
    count: u64,
    is_total: bool,
    is_hidden: bool,
    /// Whether the cell is known to lie on a cycle of hidden cells.
    is_safe: bool,
}

impl Arc {
    /// A cell that is shown.
    pub fn new(from: usize, to: usize, count: u64, is_total: bool) -> Self {
        Self { from, to, count, is_total, is_hidden: false, is_safe: false }
    }

    /// What it costs to use the cell in a cycle: hiding no total comes before
    /// hiding few people, and that before hiding few cells.
    fn cost(&self) -> Cost {
        if self.is_hidden { Cost::default() } else { Cost(self.is_total.into(), self.count, 1) }
    }

    /// Where a cycle that comes from a node along this cell goes on. Moving
    /// people against the flow makes the cell smaller, which needs one that is
    /// larger than 1.
    fn leads_to(&self, node: usize) -> Option<usize> {
        if self.count == 0 {
            None
        } else if node == self.from {
            Some(self.to)
        } else {
            (self.count > 1).then_some(self.from)
        }
    }
}

/// Totals, people and cells that have to be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Cost(u64, u64, u64);

impl Cost {
    fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

/// The cells of a table. At every node, what flows in and what flows out are
/// equal; the grand total, which is shown, closes the circle.
#[derive(Debug)]
pub struct Network {
    arcs: Vec<Arc>,
    /// The cells at each node.
    at: Vec<Vec<usize>>,
    minimum: u64,
}

impl Network {
    /// A table with these nodes and cells.
    pub fn new(nodes: usize, arcs: Vec<Arc>, minimum: u64) -> Self {
        let mut at = vec![Vec::new(); nodes];
        for (index, arc) in arcs.iter().enumerate() {
            at[arc.from].push(index);
            at[arc.to].push(index);
        }
        Self { arcs, at, minimum }
    }

    /// Which cells are hidden, in their order, given the grand total. `None` if
    /// they can't be protected.
    pub fn protect(mut self, grand_total: u64) -> Option<Vec<bool>> {
        if (1..self.minimum).contains(&grand_total) {
            return None;
        }
        for arc in &mut self.arcs {
            arc.is_hidden = (1..self.minimum).contains(&arc.count);
        }
        loop {
            if let Some(exposed) = self.exposed() {
                let cycle = self.cheapest_cycle(exposed)?;
                for index in cycle {
                    self.arcs[index].is_hidden = true;
                    self.arcs[index].is_safe = true;
                }
            } else if self.small_remainders().next().is_some() {
                let smallest = self.smallest_addition()?;
                self.arcs[smallest].is_hidden = true;
            } else {
                return Some(self.arcs.iter().map(|arc| arc.is_hidden).collect());
            }
        }
    }

    /// The nodes at which the hidden cells follow, added up, from what is
    /// shown, and are too few people.
    fn small_remainders(&self) -> impl Iterator<Item = usize> {
        (0..self.at.len()).filter(|&node| {
            let hidden = || self.arcs_at(node).filter(|arc| arc.is_hidden);
            let is_one_sided =
                hidden().all(|arc| arc.from == node) || hidden().all(|arc| arc.to == node);
            let people: u64 = hidden().map(|arc| arc.count).sum();
            people > 0 && is_one_sided && people < self.minimum
        })
    }

    /// The smallest of the cells that add to a small remainder. `None` if
    /// nothing can be added to one of them.
    fn smallest_addition(&self) -> Option<usize> {
        let additions: Option<Vec<usize>> =
            self.small_remainders().map(|node| self.smallest_shown(node)).collect();
        additions?.into_iter().min_by_key(|&index| self.arcs[index].cost())
    }

    fn arcs_at(&self, node: usize) -> impl Iterator<Item = &Arc> {
        self.at[node].iter().map(|&index| &self.arcs[index])
    }

    /// The smallest cell at a node that is shown and not zero; a total only if
    /// there is no other.
    fn smallest_shown(&self, node: usize) -> Option<usize> {
        let shown = self.at[node].iter().copied().filter(|&index| {
            let arc = &self.arcs[index];
            !arc.is_hidden && arc.count > 0
        });
        shown.min_by_key(|&index| self.arcs[index].cost())
    }

    /// The smallest hidden cell that is not known to be safe.
    fn exposed(&self) -> Option<usize> {
        let exposed = (0..self.arcs.len())
            .filter(|&index| self.arcs[index].is_hidden && !self.arcs[index].is_safe);
        exposed.min_by_key(|&index| self.arcs[index].count)
    }

    /// The cells of the cheapest cycle through a cell, with the cell itself.
    fn cheapest_cycle(&self, index: usize) -> Option<Vec<usize>> {
        let Arc { from, to, count, .. } = self.arcs[index];
        let larger = self.cheapest_path(index, to, from);
        let smaller = if count > 1 { self.cheapest_path(index, from, to) } else { None };
        let cheapest = larger.into_iter().chain(smaller).min_by_key(|(cost, _)| *cost);
        cheapest.map(|(_, mut path)| {
            path.push(index);
            path
        })
    }

    /// The cheapest path between two nodes that avoids a cell (Dijkstra's
    /// algorithm), with its cost.
    fn cheapest_path(
        &self,
        avoided: usize,
        start: usize,
        goal: usize,
    ) -> Option<(Cost, Vec<usize>)> {
        let mut best: Vec<Option<(Cost, usize)>> = vec![None; self.at.len()];
        let mut queue = BinaryHeap::from([Reverse((Cost::default(), start))]);
        while let Some(Reverse((cost, node))) = queue.pop() {
            if node == goal {
                return Some((cost, self.path(&best, start, goal)));
            }
            for &index in self.at[node].iter().filter(|index| **index != avoided) {
                let Some(next) = self.arcs[index].leads_to(node) else { continue };
                let cost = cost.plus(self.arcs[index].cost());
                let is_better = best[next].is_none_or(|(known, _)| cost < known);
                if next != start && is_better {
                    best[next] = Some((cost, index));
                    queue.push(Reverse((cost, next)));
                }
            }
        }
        None
    }

    /// Follows the cells by which the nodes were reached back to the start.
    fn path(&self, best: &[Option<(Cost, usize)>], start: usize, goal: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut node = goal;
        while let Some((_, index)) = best[node].filter(|_| node != start) {
            path.push(index);
            let arc = &self.arcs[index];
            node = if arc.to == node { arc.from } else { arc.to };
        }
        path
    }
}
