//! A NATS server of a test's own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a server may take to start.
const START_TIME_MAX: Duration = Duration::from_secs(20);

/// Runs the server as a child, sends it the signals that are read line by line, and kills it when there is no more to
/// read: so it ends with the test, however that ends.
const KEEPER: &str = r#""$@" & while read -r signal; do kill -s "$signal" $!; done; kill -s KILL $!; wait"#;

/// A `nats-server` with JetStream on loopback, which can go away and come back with what it stored.
pub struct Nats {
    /// Its address, as `NATS_URL` takes it.
    pub url: String,
    address: SocketAddr,
    folder: TempDir,
    options: Vec<&'static str>,
    keeper: Option<Child>,
}

impl Nats {
    /// One that runs.
    pub fn start() -> Self {
        let mut nats = Self::away(&[]);
        nats.run();
        nats
    }

    /// One that does not run yet, and its further options.
    pub fn away(options: &[&'static str]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("nats://{address}"), address, folder, options: options.to_vec(), keeper: None }
    }

    /// Starts it, at the same address and with what it stored, and waits until it answers.
    pub fn run(&mut self) {
        let program = Some("/usr/sbin/nats-server").filter(|path| Path::new(path).exists()).unwrap_or("nats-server");
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh", program, "-js", "-a", "127.0.0.1"])
            .args(["-p", &self.address.port().to_string(), "-sd"])
            .arg(self.folder.path())
            .args(&self.options)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.keeper = Some(keeper);
        let began = Instant::now();
        while !self.greets() {
            assert!(began.elapsed() < START_TIME_MAX, "nats-server must be installed for tests, and did not answer");
            sleep(Duration::from_millis(10));
        }
    }

    /// Whether it sends the first word of a connection.
    fn greets(&self) -> bool {
        let mut word = [0; 4];
        TcpStream::connect(self.address).and_then(|mut stream| stream.read_exact(&mut word)).is_ok() && word == *b"INFO"
    }

    /// Ends it by force, as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            keeper.wait().unwrap();
        }
    }

    /// Stops it where it stands: connections stay, nothing is answered.
    pub fn freeze(&mut self) {
        self.signal("STOP");
    }

    /// Lets it go on.
    pub fn thaw(&mut self) {
        self.signal("CONT");
    }

    fn signal(&mut self, name: &str) {
        let keeper = self.keeper.as_mut().expect("it does not run");
        writeln!(keeper.stdin.as_mut().unwrap(), "{name}").unwrap();
    }

    /// Throws away what it stored.
    pub fn forget(&mut self) {
        self.kill();
        self.folder = tempfile::tempdir().unwrap();
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}
