//! Files with names or secrets in them are their owner's alone: mode 0600, in folders of mode 0700.
//!
//! Where a system has no modes, a folder's rights are the matter of whoever made it.

use std::{
    fs::{self, OpenOptions},
    io,
    path::Path,
};

/// Makes a folder that only its owner may enter, where there is none.
///
/// # Errors
/// If it cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// How a file is made that only its owner may read.
pub fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes the rights of everybody else from a file or folder that an older version made, and says so.
#[cfg(unix)]
pub fn narrow(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    const OTHERS: u32 = 0o077;
    // What a link leads to is none of ours.
    let Ok(found) = fs::symlink_metadata(path) else { return };
    let mode = found.permissions().mode();
    if mode & OTHERS == 0 || found.is_symlink() {
        return;
    }
    let path_shown = path.display();
    match fs::set_permissions(path, fs::Permissions::from_mode(mode & !OTHERS)) {
        Ok(()) => tracing::warn!("others could read {path_shown}; from now on its owner alone can"),
        Err(cause) => tracing::warn!(%cause, "others can read {path_shown}, and it could not be taken from them"),
    }
}

/// There are no modes.
#[cfg(not(unix))]
pub fn narrow(_: &Path) {}

/// Takes the rights of everybody else from a folder, if it holds nothing but what LapStream put there: `is_ours` says so
/// of a name. A database may lie in somebody's home, or in `/tmp`, and others go on using these.
#[cfg(unix)]
pub(crate) fn narrow_own_folder(folder: &Path, is_ours: impl Fn(&str) -> bool) {
    use std::os::unix::fs::PermissionsExt;

    /// A folder that is shared on purpose: what is in it is its owner's (`/tmp`), or its group's.
    const SHARED: u32 = 0o7000;
    let (Ok(found), Ok(mut entries)) = (fs::metadata(folder), fs::read_dir(folder)) else { return };
    let all_ours = entries.all(|entry| entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(&is_ours)));
    if all_ours && found.permissions().mode() & SHARED == 0 {
        narrow(folder);
    }
}

/// There are no modes.
#[cfg(not(unix))]
pub(crate) fn narrow_own_folder(_: &Path, _: impl Fn(&str) -> bool) {}
