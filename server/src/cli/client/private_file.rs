//! A JSON file for its owner alone, which several programs may use at once: written as a whole or not at all, under a
//! lock.

use crate::cli::Failure;
use backend::private;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::File,
    io::{ErrorKind, Read, Seek, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The bits of a mode that give rights to others.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Such a file.
pub struct PrivateFile {
    path: PathBuf,
}

impl PrivateFile {
    /// The file at that path, which need not exist.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What is in it; nothing of anything where there is no file.
    ///
    /// # Errors
    /// If it cannot be read or others may read it.
    pub fn read<T: DeserializeOwned + Default>(&self) -> Result<T, Failure> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(T::default()),
            Err(cause) => return Err(self.failed(cause)),
        };
        self.refuse_if_shared(&file)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|cause| self.failed(cause))?;
        serde_json::from_str(&text).map_err(|cause| {
            // Not the cause's own words: they may repeat a piece of the file.
            let (line, column) = (cause.line(), cause.column());
            self.failed(format!("cannot be understood (line {line}, column {column}). Move it away and enrol again."))
        })
    }

    #[cfg(unix)]
    fn refuse_if_shared(&self, file: &File) -> Result<(), Failure> {
        use std::os::unix::fs::PermissionsExt;

        let mode = file.metadata().map_err(|cause| self.failed(cause))?.permissions().mode();
        if mode & OTHERS == 0 {
            return Ok(());
        }
        let path = self.path.display();
        Err(self.failed(format!(
            "others may read this file, which holds secrets. Make it yours alone: chmod 600 '{path}'. If somebody \
             may have read it, have the device revoked and enrol again."
        )))
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "where there are modes it can fail")]
    fn refuse_if_shared(&self, _: &File) -> Result<(), Failure> {
        Ok(())
    }

    /// Waits for whoever else is changing the file.
    ///
    /// # Errors
    /// If the folder cannot be made or nothing can be locked in it.
    pub async fn lock(&self) -> Result<Locked<'_>, Failure> {
        private::make_folder(self.folder()).map_err(|cause| Failure::file(self.folder(), cause))?;
        let mut path = self.path.clone().into_os_string();
        path.push(".lock");
        let mut options = private::options();
        options.create(true).truncate(false);
        let locked = tokio::task::spawn_blocking(move || {
            let lock = options.open(&path)?;
            lock.lock()?;
            Ok(lock)
        });
        let lock = locked.await.map_err(std::io::Error::other).flatten();
        Ok(Locked { file: self, _lock: lock.map_err(|cause| self.failed(cause))? })
    }

    fn folder(&self) -> &Path {
        self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    fn failed(&self, cause: impl std::fmt::Display) -> Failure {
        Failure::file(&self.path, cause)
    }
}

/// The file while nobody else may change it.
pub struct Locked<'f> {
    file: &'f PrivateFile,
    _lock: File,
}

impl Locked<'_> {
    /// As [`PrivateFile::read`]: what others wrote before it was locked is in it.
    pub fn read<T: DeserializeOwned + Default>(&self) -> Result<T, Failure> {
        self.file.read()
    }

    /// Writes it anew.
    ///
    /// # Errors
    /// If there is no room or no right to; the file is then as it was.
    pub fn write<T: Serialize>(&self, content: &T) -> Result<(), Failure> {
        self.draft(content)?.finish(content)
    }

    /// Takes the room for a file like this one, so that what must not be lost is only asked for when it can be kept.
    ///
    /// # Errors
    /// If there is no room or no right to.
    pub fn draft<T: Serialize>(&self, like: &T) -> Result<Draft<'_>, Failure> {
        let failed = |cause| Failure::file(self.file.folder(), cause);
        // Made for its owner alone, under a name that nobody can have taken.
        let mut draft =
            Draft { file: self.file, temporary: NamedTempFile::new_in(self.file.folder()).map_err(failed)? };
        draft.fill(like)?;
        Ok(draft)
    }
}

/// A file that is about to take the other's place.
pub struct Draft<'f> {
    file: &'f PrivateFile,
    temporary: NamedTempFile,
}

impl Draft<'_> {
    fn fill<T: Serialize>(&mut self, content: &T) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(content).map_err(|cause| self.file.failed(cause))?;
        let file = self.temporary.as_file_mut();
        let filled = file
            .rewind()
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| file.set_len(text.len() as u64))
            .and_then(|()| file.sync_all());
        filled.map_err(|cause| self.file.failed(cause))
    }

    /// Puts it in the place of the other, which is gone only when this one is on the disk.
    ///
    /// # Errors
    /// If it cannot be written; the file is then as it was.
    pub fn finish<T: Serialize>(mut self, content: &T) -> Result<(), Failure> {
        self.fill(content)?;
        self.temporary.persist(&self.file.path).map_err(|cause| self.file.failed(cause.error))?;
        // The new name has to last too. Where folders cannot be opened, renaming is all that there is.
        if let Ok(folder) = File::open(self.file.folder()) {
            folder.sync_all().map_err(|cause| self.file.failed(cause))?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn only_the_owner_may_read_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("of/mine/file.json");
        let file = PrivateFile::new(path.clone());
        assert!(file.read::<Vec<u32>>().unwrap().is_empty());
        file.lock().await.unwrap().write(&[1, 2]).unwrap();
        assert_eq!(file.read::<Vec<u32>>().unwrap(), [1, 2]);
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[tokio::test]
    async fn a_shared_file_is_refused_and_says_how_to_mend_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        let file = PrivateFile::new(path.clone());
        file.lock().await.unwrap().write(&[1, 2]).unwrap();
        for shared in [0o640, 0o604, 0o620] {
            fs::set_permissions(&path, fs::Permissions::from_mode(shared)).unwrap();
            let sentence = file.read::<Vec<u32>>().unwrap_err().to_string();
            assert!(sentence.contains("chmod 600"), "{sentence}");
        }
    }

    #[tokio::test]
    async fn a_draft_that_is_not_finished_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = PrivateFile::new(folder.path().join("file.json"));
        let locked = file.lock().await.unwrap();
        locked.write(&["a secret"]).unwrap();
        drop(locked.draft(&["another one"]).unwrap());
        assert_eq!(file.read::<Vec<String>>().unwrap(), ["a secret"]);
        locked.draft(&["a longer one"]).unwrap().finish(&["b"]).unwrap();
        assert_eq!(file.read::<Vec<String>>().unwrap(), ["b"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "the file and its lock");
    }

    #[test]
    fn nothing_of_a_broken_file_is_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        fs::write(&path, "\"a secret\"").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let sentence = PrivateFile::new(path).read::<Vec<u32>>().unwrap_err().to_string();
        assert!(sentence.contains("enrol again") && !sentence.contains("secret"), "{sentence}");
    }
}
