//! Reads sources and says, of every name in them, what it stands for once aliases and re-exports
//! are followed.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemExternCrate, ItemMod, ItemUse, LitStr, Macro, Meta, UseTree, Visibility};

/// A path through modules: `crate` or a foreign crate first, where that is known.
pub type Segments = Vec<String>;

/// A name as it stands in a source.
pub struct Name {
    pub line: usize,
    /// The module in which it stands, without `crate`.
    module: Segments,
    raw: Segments,
    /// Given on by `pub use` or `pub type` to more than its own top module.
    pub given_on: bool,
}

/// One source file.
pub struct Source {
    /// From the package's root, with slashes.
    pub path: String,
    pub text: String,
    pub names: Vec<Name>,
    /// String literals outside documentation, with their lines.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    /// The top module that the file belongs to, of the files under `src`.
    pub fn top(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src/")?;
        Some(below.split('/').next().unwrap_or(below).trim_end_matches(".rs"))
    }

    fn module(&self) -> Segments {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = below.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').filter(|part| *part != "lib").map(str::to_string).collect()
    }
}

/// All sources together.
pub struct House {
    pub sources: Vec<Source>,
    aliases: BTreeMap<(Segments, String), Segments>,
    globs: BTreeMap<Segments, Vec<Segments>>,
    modules: BTreeSet<Segments>,
}

impl House {
    /// Parses the `.rs` files of (path, text); other files keep their text only.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> House {
        let mut house = House {
            sources: Vec::new(),
            aliases: BTreeMap::new(),
            globs: BTreeMap::new(),
            modules: BTreeSet::new(),
        };
        for (path, text) in files {
            let source = Source { path, text, names: Vec::new(), literals: Vec::new() };
            let source = if source.path.ends_with(".rs") { house.read(source) } else { source };
            house.sources.push(source);
        }
        house
    }

    fn read(&mut self, source: Source) -> Source {
        let file = syn::parse_file(&source.text).unwrap_or_else(|e| panic!("{}: {e}", source.path));
        let module = source.module();
        for depth in 1..=module.len() {
            self.modules.insert(module[..depth].to_vec());
        }
        let mut reader = Reader { house: self, source, module };
        reader.visit_file(&file);
        reader.source
    }

    /// What `name` says and what it stands for: the path as written, from the root, and each path
    /// that aliases make of it.
    pub fn meanings(&self, name: &Name) -> Vec<Segments> {
        let mut path = self.rooted(&name.raw, &name.module);
        let mut meanings = vec![path.clone()];
        // A re-export can name a re-export, but a chain this long is a circle.
        for _ in 0..16 {
            match self.step(&path, &name.module) {
                Some(next) if !meanings.contains(&next) => path = next,
                _ => break,
            }
            meanings.push(path.clone());
        }
        meanings
    }

    /// The path with `crate`, `self` and `super` resolved; others stay as they are.
    fn rooted(&self, raw: &[String], module: &[String]) -> Segments {
        let root = || vec!["crate".to_string()];
        match raw[0].as_str() {
            "crate" | "binggong" => [&root(), &raw[1..]].concat(),
            "self" => [&root(), module, &raw[1..]].concat(),
            "super" => {
                let ups = raw.iter().take_while(|s| *s == "super").count();
                [&root(), &module[..module.len().saturating_sub(ups)], &raw[ups..]].concat()
            }
            first => {
                let child = [module, &[first.to_string()]].concat();
                let is_child = self.modules.contains(&child);
                if is_child { [&root(), module, raw].concat() } else { raw.to_vec() }
            }
        }
    }

    /// Follows the first alias on the path, if there is one.
    fn step(&self, path: &[String], module: &[String]) -> Option<Segments> {
        if path[0] != "crate" {
            let target = self.alias(module, &path[0])?;
            return Some([&target, &path[1..]].concat());
        }
        (1..path.len()).find_map(|at| {
            let target = self.alias(&path[1..at], &path[at])?;
            Some([&target, &path[at + 1..]].concat())
        })
    }

    /// What `name` is an alias of in `module`, through its own `use` or through a glob.
    fn alias(&self, module: &[String], name: &str) -> Option<Segments> {
        let own = |module: &[String]| {
            let target = self.aliases.get(&(module.to_vec(), name.to_string()))?;
            let path = self.rooted(target, module);
            // `use crate::store; pub use store as s;`: the target is itself an alias.
            let through = (path[0] != "crate" && path[0] != name).then(|| self.alias(module, &path[0]));
            Some(through.flatten().map_or(path.clone(), |first| [&first, &path[1..]].concat()))
        };
        own(module).or_else(|| {
            let globs = self.globs.get(module)?;
            globs.iter().find_map(|glob| match &self.rooted(glob, module)[..] {
                [root, inner @ ..] if root == "crate" => own(inner),
                _ => None,
            })
        })
    }
}

/// Walks one file.
struct Reader<'a> {
    house: &'a mut House,
    source: Source,
    module: Segments,
}

impl Reader<'_> {
    fn name(&mut self, line: usize, raw: Segments, given_on: bool) {
        if !raw.is_empty() {
            self.source.names.push(Name { line, module: self.module.clone(), raw, given_on });
        }
    }

    /// Whether what is declared so can be seen outside its top module.
    fn is_given_on(&self, visibility: &Visibility) -> bool {
        match visibility {
            Visibility::Public(_) => true,
            Visibility::Restricted(to) if to.path.is_ident("super") => self.module.len() == 1,
            Visibility::Restricted(to) => to.path.is_ident("crate"),
            _ => false,
        }
    }

    fn use_tree(&mut self, line: usize, prefix: &[String], tree: &UseTree, given_on: bool) {
        let with = |ident: &syn::Ident| match ident.to_string().as_str() {
            "self" if !prefix.is_empty() => prefix.to_vec(),
            name => [prefix, &[name.to_string()]].concat(),
        };
        let (path, alias) = match tree {
            UseTree::Path(path) => return self.use_tree(line, &with(&path.ident), &path.tree, given_on),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.use_tree(line, prefix, item, given_on));
            }
            UseTree::Glob(_) => {
                self.house.globs.entry(self.module.clone()).or_default().push(prefix.to_vec());
                (prefix.to_vec(), None)
            }
            UseTree::Name(name) => (with(&name.ident), with(&name.ident).last().cloned()),
            UseTree::Rename(rename) => (with(&rename.ident), Some(rename.rename.to_string())),
        };
        // `use rusqlite;` makes no alias, it only names.
        if let Some(alias) = alias.filter(|alias| path[..] != [alias.as_str()]) {
            self.house.aliases.insert((self.module.clone(), alias), path.clone());
        }
        self.name(line, path, given_on);
    }

    /// Macro calls and attributes are not parsed by `syn`: paths and strings are picked from tokens.
    fn tokens(&mut self, tokens: TokenStream, prefix: &[String]) {
        let mut path = prefix.to_vec();
        let mut line = 0;
        let mut joined = !prefix.is_empty();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    if !joined {
                        self.name(line, std::mem::take(&mut path), false);
                    }
                    (line, joined) = (ident.span().start().line, false);
                    path.push(ident.to_string());
                }
                TokenTree::Punct(first) if first.as_char() == ':' && first.spacing() == Spacing::Joint => {
                    tokens.next();
                    joined = true;
                }
                TokenTree::Group(group) if joined && group.delimiter() == Delimiter::Brace => {
                    self.tokens(group.stream(), &std::mem::take(&mut path));
                    joined = false;
                }
                TokenTree::Group(group) => self.tokens(group.stream(), &[]),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.source.literals.push((literal.span().start().line, text.value()));
                    }
                }
                TokenTree::Punct(punct) => {
                    self.name(line, std::mem::take(&mut path), false);
                    let in_group = punct.as_char() == ',' && !prefix.is_empty();
                    (path, joined) = if in_group { (prefix.to_vec(), true) } else { (Vec::new(), false) };
                }
            }
        }
        self.name(line, path, false);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        self.house.modules.insert(self.module.clone());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let given_on = self.is_given_on(&item.vis);
        self.use_tree(item.use_token.span.start().line, &[], &item.tree, given_on);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast ItemExternCrate) {
        let krate = vec![item.ident.to_string()];
        if let Some((_, alias)) = &item.rename {
            self.house.aliases.insert((self.module.clone(), alias.to_string()), krate.clone());
        }
        let given_on = self.is_given_on(&item.vis);
        self.name(item.ident.span().start().line, krate, given_on);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        // `pub type X = crate::store::X` gives on as a `pub use` does.
        if let (true, syn::Type::Path(ty)) = (self.is_given_on(&item.vis), &*item.ty) {
            let raw = ty.path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.name(item.ident.span().start().line, raw, true);
        }
        visit::visit_item_type(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            let raw = path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.name(first.ident.span().start().line, raw, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        self.tokens(mac.tokens.clone(), &[]);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        assert!(
            !attribute.path().is_ident("path") || self.source.top().is_none(),
            "{}: #[path] would hide where a module stands",
            self.source.path
        );
        if attribute.path().is_ident("doc") {
            return;
        }
        self.visit_path(attribute.path());
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), &[]);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.source.literals.push((literal.span().start().line, literal.value()));
    }
}
