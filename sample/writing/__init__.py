"""The writing behind the bundled sample: text banks, families of tasks and planted faults."""
